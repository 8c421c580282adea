package org.radbridge.dicom.web;

/** A body that is not the multipart/related it should be, or passes a limit. */
public final class MultipartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Kind {
        /** The content type is not multipart/related with a boundary. */
        NOT_MULTIPART_RELATED,
        /** A part's header section is not "name: value" lines. */
        MALFORMED_HEADER,
        /** A part's header section is longer than {@link MultipartLimits#maxHeaderBytes()}. */
        HEADERS_TOO_LONG,
        /** More parts than {@link MultipartLimits#maxParts()}. */
        TOO_MANY_PARTS,
        /** A part is longer than {@link MultipartLimits#maxPartBytes()}. */
        PART_TOO_LONG,
        /** The body ends before the boundary that closes it: what came last may be cut. */
        MISSING_FINAL_BOUNDARY
    }

    private final Kind kind;

    public MultipartException(Kind kind, String detail) {
        super(kind + ": " + detail);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
