package org.radbridge.ingest.scrub;

/** What reading an object again showed. */
sealed interface ScrubOutcome {

    /** It is what was stored. */
    record Sound(ScrubbedObject object) implements ScrubOutcome {}

    /**
     * It is not.
     *
     * @param failure the stable id: {@code object-missing} or {@code object-corrupt}
     * @param detail what was seen, without patient data
     */
    record Damaged(ScrubbedObject object, String failure, String detail) implements ScrubOutcome {}
}
