package org.radbridge.fhirmapper.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a radiologist did to a result: what provenance, log and event tell.
 *
 * @param kind what was done
 * @param edition the edition of the result that it made
 * @param finding the finding it is about; null when about the whole report
 * @param comment why; null when nothing was said
 * @param by who did it
 * @param at when
 */
public record ReviewAct(
        Kind kind,
        int edition,
        @Nullable Finding finding,
        @Nullable String comment,
        Reader by,
        Instant at) {

    /** What a radiologist can do. */
    public enum Kind {
        ACCEPTED("accepted", "Accepted"),
        EDITED("edited", "Edited"),
        REJECTED("rejected", "Rejected"),
        ATTESTED("attested", "Attested"),
        WITHDRAWN("withdrawn", "Withdrawn");

        private final String code;
        private final String display;

        Kind(String code, String display) {
            this.code = code;
            this.display = display;
        }

        /** The code in the code system {@code review-act}. */
        public String code() {
            return code;
        }

        public String display() {
            return display;
        }

        /** The act that gives a verdict. */
        public static Kind of(Verdict verdict) {
            return switch (verdict) {
                case ACCEPTED -> ACCEPTED;
                case EDITED -> EDITED;
                case REJECTED -> REJECTED;
            };
        }
    }

    /**
     * The finding that was decided.
     *
     * @param observation its Observation's FHIR id
     * @param model the model that made it
     * @param version the model's version
     * @param label the model's own name for it
     * @param confidence the model's confidence, 0 to 1
     * @param modelSaysPresent what the model said
     * @param readerSaysPresent what the radiologist said; null when rejected
     */
    public record Finding(
            String observation,
            String model,
            String version,
            String label,
            double confidence,
            boolean modelSaysPresent,
            @Nullable Boolean readerSaysPresent) {}
}
