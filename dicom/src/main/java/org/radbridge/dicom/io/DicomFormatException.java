package org.radbridge.dicom.io;

/**
 * Bytes that are not the DICOM they should be. The message names offsets and tags, never values.
 */
public final class DicomFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Kind {
        /** The stream ends inside an element, an item or a sequence. */
        TRUNCATED(false),
        /** Neither a Part 10 file nor a data set. */
        NOT_DICOM(false),
        /** The encoding contradicts itself or PS3.5. */
        MALFORMED(false),
        /** Sequences are nested deeper than {@link ReadLimits#maxDepth()}. */
        TOO_DEEP(true),
        /** More elements and items than {@link ReadLimits#maxElements()}. */
        TOO_MANY_ELEMENTS(true),
        /** A value longer than {@link ReadLimits#maxValueLength()}. */
        VALUE_TOO_LONG(true),
        /** Values together longer than {@link ReadLimits#maxKeptBytes()}. */
        TOO_LARGE(true);

        private final boolean limit;

        Kind(boolean limit) {
            this.limit = limit;
        }

        /** True when the object may be sound, but is beyond what the reader was told to accept. */
        public boolean isLimit() {
            return limit;
        }
    }

    private final Kind kind;
    private final long offset;

    public DicomFormatException(Kind kind, long offset, String detail) {
        super(kind + " at byte " + offset + ": " + detail);
        this.kind = kind;
        this.offset = offset;
    }

    public Kind kind() {
        return kind;
    }

    /** Bytes of the stream before the place where the fault was noticed. */
    public long offset() {
        return offset;
    }
}
