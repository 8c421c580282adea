package org.radbridge.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A radiologist accepted, edited or rejected a model's finding, attested a report or withdrew it.
 *
 * @param studyInstanceUid (0020,000D)
 * @param revision the revision of the study whose result was read
 * @param edition the edition of the result that the act made
 * @param lane the lane of this event
 * @param act what was done
 * @param status how far the report has come by it
 * @param observation the FHIR id of the finding; null when the act is about the whole report
 * @param model the model that made the finding; null when about the whole report
 * @param version its version; null when about the whole report
 * @param label the model's own name for the finding; null when about the whole report
 * @param modelSaysPresent what the model said; null when about the whole report
 * @param readerSaysPresent what the radiologist said; null when rejected or about the whole report
 * @param by the radiologist: the subject of the token
 * @param at when
 */
public record ReviewDecided(
        String studyInstanceUid,
        int revision,
        int edition,
        Lane lane,
        Act act,
        Status status,
        @Nullable String observation,
        @Nullable String model,
        @Nullable String version,
        @Nullable String label,
        @Nullable Boolean modelSaysPresent,
        @Nullable Boolean readerSaysPresent,
        String by,
        Instant at)
        implements Event {

    /** What a radiologist did. */
    public enum Act {
        ACCEPTED,
        EDITED,
        REJECTED,
        ATTESTED,
        WITHDRAWN
    }

    /** How far a report has come. */
    public enum Status {
        PRELIMINARY,
        FINAL,
        AMENDED,
        ENTERED_IN_ERROR
    }

    public ReviewDecided {
        Required.text("studyInstanceUid", studyInstanceUid);
        Required.value("lane", lane);
        Required.value("act", act);
        Required.value("status", status);
        Required.text("by", by);
        Required.value("at", at);
    }

    @Override
    public EventType type() {
        return EventType.REVIEW_DECIDED;
    }

    @Override
    public String key() {
        return studyInstanceUid;
    }
}
