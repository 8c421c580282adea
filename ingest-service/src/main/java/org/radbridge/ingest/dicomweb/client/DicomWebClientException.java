package org.radbridge.ingest.dicomweb.client;

import org.radbridge.kit.failure.FailureId;
import org.radbridge.kit.failure.RadbridgeException;

/** Another server did not give what it was asked for. */
public final class DicomWebClientException extends RadbridgeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** Why. */
    public enum Reason implements FailureId {
        UNREACHABLE("dicomweb-unreachable", 502, "The other archive cannot be reached"),
        REFUSED("dicomweb-refused", 502, "The other archive refused the request"),
        MALFORMED("dicomweb-malformed", 502, "The other archive's answer is not understood"),
        TOO_LARGE("dicomweb-too-large", 502, "The other archive's answer is larger than is taken");

        private final String id;
        private final int status;
        private final String title;

        Reason(String id, int status, String title) {
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

    private DicomWebClientException(
            Reason reason,
            int status,
            String detail,
            @org.jspecify.annotations.Nullable Throwable cause) {
        super(reason, detail, cause);
        this.status = status;
    }

    static DicomWebClientException of(Reason reason, String detail) {
        return new DicomWebClientException(reason, 0, detail, null);
    }

    static DicomWebClientException unreachable(Throwable cause) {
        return new DicomWebClientException(
                Reason.UNREACHABLE, 0, cause.getClass().getSimpleName(), cause);
    }

    static DicomWebClientException status(int status) {
        return new DicomWebClientException(Reason.REFUSED, status, "status " + status, null);
    }

    /** The status that the server answered with; 0 when there was no answer. */
    public int answeredStatus() {
        return status;
    }
}
