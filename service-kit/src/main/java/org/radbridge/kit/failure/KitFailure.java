package org.radbridge.kit.failure;

/** The ways to fail that all services share. */
public enum KitFailure implements FailureId {
    UNAUTHENTICATED("unauthenticated", 401, "A valid access token is needed"),
    FORBIDDEN("forbidden", 403, "The access policy does not grant this"),
    POLICY_MISSING("policy-missing", 503, "The access policy has not been received yet"),
    ISSUER_UNREACHABLE("issuer-unreachable", 503, "The token issuer cannot be reached"),
    NOT_FOUND("not-found", 404, "There is nothing here"),
    INVALID_REQUEST("invalid-request", 400, "The request is not understood"),
    CONFLICT("conflict", 409, "The request does not fit the present state"),
    INTERNAL("internal", 500, "The service failed"),
    EVENT_UNREADABLE("event-unreadable", 422, "The event cannot be read"),
    EVENT_FAILED("event-failed", 500, "The event could not be processed"),
    WORK_FAILED("work-failed", 500, "The work failed"),
    WORK_TIMED_OUT("work-timed-out", 500, "The work took longer than it may"),
    WORK_ABANDONED("work-abandoned", 500, "The work ended with its process, every time"),
    WORK_UNKNOWN("work-unknown", 500, "No handler is known for this kind of work"),
    TOKEN_REFUSED("token-refused", 502, "The issuer gave this service no token");

    private final String id;
    private final int status;
    private final String title;

    KitFailure(String id, int status, String title) {
        this.id = id;
        this.status = status;
        this.title = title;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
