package org.radbridge.dicom.web;

/**
 * What a body may ask for.
 *
 * @param maxHeaderBytes bytes of one part's header section
 * @param maxParts parts of one body
 * @param maxPartBytes bytes of one part's content
 */
public record MultipartLimits(int maxHeaderBytes, int maxParts, long maxPartBytes) {

    /** 8 KiB of headers, 100,000 parts, 16 GiB a part. */
    public static final MultipartLimits DEFAULT = new MultipartLimits(8 << 10, 100_000, 16L << 30);
}
