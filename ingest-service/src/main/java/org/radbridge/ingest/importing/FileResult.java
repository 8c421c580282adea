package org.radbridge.ingest.importing;

/** What became of a file. */
sealed interface FileResult {

    /** It is in the archive now. */
    record Stored() implements FileResult {}

    /** It was in the archive before. */
    record Duplicate() implements FileResult {}

    /** It is no DICOM instance: a viewer's file, a DICOMDIR. */
    record Skipped() implements FileResult {}

    /** It was not taken. */
    record Refused(ImportError error, boolean quarantined) implements FileResult {}

    /**
     * It would be taken at another time: no room, no database. The job stops here and is tried
     * again.
     */
    record NotNow(String reason) implements FileResult {}
}
