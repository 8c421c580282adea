package org.radbridge.inference.triton;

import io.grpc.Status;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * What a gRPC status means for a study: wait and try again, or give up. The status description is
 * the server's own text about tensors and models; it holds no patient data, since the server is
 * given none.
 */
final class GrpcFailures {
    private GrpcFailures() {}

    /** The failure of a call to a server; failures with an id of ours pass through. */
    static RadbridgeException of(String server, Throwable cause) {
        if (cause instanceof RadbridgeException known) {
            return known;
        }
        Status status = Status.fromThrowable(cause);
        String detail = server + ": " + describe(status);
        return switch (status.getCode()) {
            case UNAVAILABLE, CANCELLED, ABORTED ->
                    new RadbridgeException(TritonFailure.SERVER_UNAVAILABLE, detail, cause);
            case DEADLINE_EXCEEDED ->
                    new RadbridgeException(TritonFailure.TIMED_OUT, detail, cause);
            case RESOURCE_EXHAUSTED ->
                    new RadbridgeException(TritonFailure.SERVER_BUSY, detail, cause);
            case NOT_FOUND -> new PermanentFailure(TritonFailure.MODEL_MISSING, detail, cause);
            case INVALID_ARGUMENT,
                    OUT_OF_RANGE,
                    FAILED_PRECONDITION,
                    UNIMPLEMENTED,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    UNAUTHENTICATED ->
                    new PermanentFailure(TritonFailure.REJECTED, detail, cause);
            case INTERNAL, UNKNOWN, DATA_LOSS, OK ->
                    new RadbridgeException(TritonFailure.SERVER_ERROR, detail, cause);
        };
    }

    /** Whether the failure says something of the server rather than of the request. */
    static boolean isServersOwn(RadbridgeException failure) {
        return failure.failureId() == TritonFailure.SERVER_UNAVAILABLE
                || failure.failureId() == TritonFailure.TIMED_OUT;
    }

    private static String describe(Status status) {
        return status.getDescription() == null
                ? status.getCode().name()
                : status.getCode().name() + " " + status.getDescription();
    }
}
