package org.radbridge.benchmarks.ingest.corpus;

import java.util.Locale;

/**
 * The identifiers of one instance. They differ from one sending to the next in one number, which
 * stands behind a fixed prefix and always has the same length: so they can be changed in an encoded
 * object without moving a byte.
 *
 * @param sending which sending, 0 for the files of the corpus
 * @param study number of the study within the corpus
 * @param instance number of the instance within its series
 */
record Identity(long sending, int study, int instance) {

    /** What every UID begins with; PS3.5 §B.2 leaves the digits behind 2.25 to us. */
    static final String UID_PREFIX = "2.25.1";

    /** What every Patient ID begins with. */
    static final String PATIENT_PREFIX = "BENCHMARK";

    static final int SENDING_DIGITS = 14;

    private static final long SENDINGS = 100_000_000_000_000L;
    private static final int STUDY_LEVEL = 1;
    private static final int SERIES_LEVEL = 2;
    private static final int INSTANCE_LEVEL = 3;
    private static final int FRAME_LEVEL = 4;

    Identity {
        if (sending < 0 || sending >= SENDINGS) {
            throw new IllegalArgumentException(sending + " has more than 14 digits");
        }
    }

    String studyInstanceUid() {
        return uid(STUDY_LEVEL, 0);
    }

    String seriesInstanceUid() {
        return uid(SERIES_LEVEL, 0);
    }

    String sopInstanceUid() {
        return uid(INSTANCE_LEVEL, instance);
    }

    String frameOfReferenceUid() {
        return uid(FRAME_LEVEL, 0);
    }

    String patientId() {
        return PATIENT_PREFIX + digits(sending) + String.format(Locale.ROOT, "%05d", study);
    }

    /** The number as it stands in identifiers. */
    static String digits(long sending) {
        return String.format(Locale.ROOT, "%014d", sending);
    }

    private String uid(int level, int number) {
        return UID_PREFIX
                + digits(sending)
                + String.format(Locale.ROOT, "%d%05d%05d", level, study, number);
    }
}
