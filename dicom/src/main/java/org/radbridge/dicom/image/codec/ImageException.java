package org.radbridge.dicom.image.codec;

/** An image that cannot be decoded or shown. The message names attributes, never their values. */
public final class ImageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Kind {
        /** The data set holds no pixel data, or lacks what describes them. */
        NOT_AN_IMAGE,
        /** An attribute contradicts PS3.3 or another attribute. */
        INVALID_ATTRIBUTE,
        /** The compressed bytes contradict their own standard. */
        MALFORMED,
        /** The bytes end before the frame does. */
        TRUNCATED,
        /** The codestream holds another image than the data set describes. */
        MISMATCH,
        /** Larger than the limits allow. */
        TOO_LARGE,
        /** Sound, but of a kind that is not decoded here. */
        UNSUPPORTED,
        /** No frame has that number. */
        NO_SUCH_FRAME
    }

    private final Kind kind;

    public ImageException(Kind kind, String detail) {
        super(kind + ": " + detail);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    public static ImageException malformed(String detail) {
        return new ImageException(Kind.MALFORMED, detail);
    }

    public static ImageException truncated(String detail) {
        return new ImageException(Kind.TRUNCATED, detail);
    }

    public static ImageException unsupported(String detail) {
        return new ImageException(Kind.UNSUPPORTED, detail);
    }

    public static ImageException mismatch(String detail) {
        return new ImageException(Kind.MISMATCH, detail);
    }
}
