package org.radbridge.ingest.receive;

import org.radbridge.dicom.io.DicomFormatException;

/** Turns what the parts throw into what the sender is told. */
final class Refusals {
    static Refusal of(Throwable failure) {
        return switch (failure) {
            case RefusedException refused -> refused.refusal();
            case DicomFormatException format ->
                    new Refusal(reason(format.kind()), String.valueOf(format.getMessage()));
            default -> ServiceFailures.refusal(failure);
        };
    }

    private static RefusalReason reason(DicomFormatException.Kind kind) {
        return switch (kind) {
            case TRUNCATED -> RefusalReason.TRUNCATED;
            case NOT_DICOM -> RefusalReason.NOT_DICOM;
            case MALFORMED -> RefusalReason.MALFORMED;
            case TOO_DEEP, TOO_MANY_ELEMENTS, VALUE_TOO_LONG, TOO_LARGE ->
                    RefusalReason.LIMIT_EXCEEDED;
        };
    }
}
