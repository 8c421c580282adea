package org.radbridge.benchmarks.fhir;

/**
 * A FHIR server on the loopback.
 *
 * @param name as the table says
 * @param port its HTTP port
 * @param authorization the header that it asks for; empty for none
 */
record FhirServer(String name, int port, String authorization) {

    /** A connection of its own. */
    HttpConnection connect() throws java.io.IOException {
        return new HttpConnection(port, authorization);
    }
}
