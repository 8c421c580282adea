package org.radbridge.dicom.io;

/**
 * What a parser may take. Each limit that is passed has its own {@link DicomFormatException.Kind};
 * only {@code keepUpTo} is no failure: a longer value is skipped or streamed.
 *
 * @param maxDepth sequences inside sequences
 * @param maxElements elements, items and fragments in all, at every depth
 * @param maxValueLength bytes of one value, kept or not
 * @param maxKeptBytes memory for all kept values, bytes, with {@value #ELEMENT_OVERHEAD} counted
 *     for each element
 * @param keepUpTo bytes of the longest single value that is kept in memory
 */
public record ReadLimits(
        int maxDepth, long maxElements, long maxValueLength, long maxKeptBytes, int keepUpTo) {

    /** What an element costs beside its value, bytes. */
    public static final int ELEMENT_OVERHEAD = 64;

    private static final long UNDEFINED_LENGTH = 0xFFFF_FFFFL;

    /** Every value in memory, up to 1 GiB in all. */
    public static final ReadLimits WHOLE =
            new ReadLimits(32, 2_000_000, UNDEFINED_LENGTH, 1L << 30, 1 << 30);

    /** For an index: values over 16 KiB are skipped; 32 MiB in all. */
    public static final ReadLimits INDEX =
            new ReadLimits(32, 400_000, UNDEFINED_LENGTH, 32L << 20, 16 << 10);

    public ReadLimits {
        if (maxDepth < 0
                || maxElements < 0
                || maxValueLength < 0
                || maxKeptBytes < 0
                || keepUpTo < 0) {
            throw new IllegalArgumentException("a limit is negative");
        }
    }

    public ReadLimits withKeepUpTo(int bytes) {
        return new ReadLimits(maxDepth, maxElements, maxValueLength, maxKeptBytes, bytes);
    }

    public ReadLimits withMaxDepth(int depth) {
        return new ReadLimits(depth, maxElements, maxValueLength, maxKeptBytes, keepUpTo);
    }

    public ReadLimits withMaxElements(long elements) {
        return new ReadLimits(maxDepth, elements, maxValueLength, maxKeptBytes, keepUpTo);
    }

    public ReadLimits withMaxValueLength(long bytes) {
        return new ReadLimits(maxDepth, maxElements, bytes, maxKeptBytes, keepUpTo);
    }

    public ReadLimits withMaxKeptBytes(long bytes) {
        return new ReadLimits(maxDepth, maxElements, maxValueLength, bytes, keepUpTo);
    }
}
