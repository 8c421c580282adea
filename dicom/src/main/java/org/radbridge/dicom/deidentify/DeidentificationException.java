package org.radbridge.dicom.deidentify;

/** An object that cannot be de-identified. The message holds none of its values. */
public final class DeidentificationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Kind {
        /** The pixels hold an annotation, or may well hold one. */
        BURNED_IN_ANNOTATION
    }

    private final Kind kind;

    DeidentificationException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Why. */
    public Kind kind() {
        return kind;
    }
}
