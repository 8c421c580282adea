package org.radbridge.fhirmapper.subscription;

import io.restassured.response.Response;
import org.radbridge.fhirmapper.testing.FhirClient;

/**
 * A Subscription as a client asks for it.
 *
 * @param endpoint a URL; empty for none
 * @param content what notifications hold of a report
 * @param filter a search of DiagnosticReport; empty for none
 */
record Requested(String topic, String channel, String endpoint, String content, String filter) {
    static final String TOPIC = "https://radbridge.org/fhir/SubscriptionTopic/";
    static final String EXTENSION =
            "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";

    /** Sends it to the server. */
    Response post(FhirClient as) {
        return as.request()
                .contentType("application/fhir+json")
                .body(json())
                .post("/fhir/Subscription");
    }

    private String json() {
        String filtered =
                filter.isEmpty()
                        ? ""
                        : """
                        "_criteria":{"extension":[{"url":"%sbackport-filter-criteria",
                         "valueString":"DiagnosticReport?%s"}]},
                        """
                                .formatted(EXTENSION, filter);
        String sentTo =
                endpoint.isEmpty()
                        ? ""
                        : """
                        "endpoint":"%s","header":["Authorization: Bearer of-the-site"],
                        """
                                .formatted(endpoint);
        return """
        {"resourceType":"Subscription","status":"requested","reason":"Results on the ward",
         "criteria":"%s%s",%s
         "channel":{"type":"%s",%s
          "payload":"application/fhir+json",
          "_payload":{"extension":[{"url":"%sbackport-payload-content","valueCode":"%s"}]}}}
        """
                .formatted(TOPIC, topic, filtered, channel, sentTo, EXTENSION, content);
    }
}
