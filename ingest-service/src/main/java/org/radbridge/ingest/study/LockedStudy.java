package org.radbridge.ingest.study;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.PatientIdentifier;

/**
 * A study whose row this transaction holds, so that no instance can be added meanwhile.
 *
 * @param id row id
 * @param revision of the current life
 * @param openedAt first instance of the revision
 * @param now the database's clock when the row was read
 * @param receivedElsewhere whether an instance of it is arriving at another replica
 * @param withheld whether the last close kept something of it from the models
 */
record LockedStudy(
        long id,
        String studyInstanceUid,
        StudyState state,
        int revision,
        Instant openedAt,
        Instant now,
        boolean receivedElsewhere,
        boolean withheld,
        PatientIdentifier patient,
        @Nullable String accessionNumber,
        @Nullable String description) {

    LockedStudy nextRevision() {
        return new LockedStudy(
                id,
                studyInstanceUid,
                state,
                revision + 1,
                openedAt,
                now,
                receivedElsewhere,
                withheld,
                patient,
                accessionNumber,
                description);
    }
}
