package org.radbridge.fhirmapper.study;

/** The archive's metadata does not describe the study. */
public final class MissingStudyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MissingStudyException(String message) {
        super(message);
    }
}
