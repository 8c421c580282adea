package org.radbridge.kit.failure;

/**
 * Another form of failures for a part of a service's paths, for example OperationOutcome below
 * {@code /fhir}. A CDI bean; without one that accepts the path, problem details are sent.
 */
public interface FailureFormat {
    /** Whether failures of this path, without query, have this form. */
    boolean accepts(String path);

    /** The response's content type. */
    String mediaType();

    /** The response's body, as text. */
    String body(Problem problem);
}
