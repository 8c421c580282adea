package org.radbridge.fhirmapper.api;

/** The formats in which the interface speaks. */
final class FhirMediaType {
    static final String JSON = "application/fhir+json";

    /** What clients of older versions, and plain ones, ask for. */
    static final String PLAIN_JSON = "application/json";

    static final String JSON_UTF_8 = JSON + ";charset=UTF-8";

    static final String XML = "application/fhir+xml";

    /** What plain clients ask for. */
    static final String PLAIN_XML = "application/xml";

    static final String TEXT_XML = "text/xml";

    static final String XML_UTF_8 = XML + ";charset=UTF-8";

    static final String JSON_PATCH = "application/json-patch+json";

    private FhirMediaType() {}
}
