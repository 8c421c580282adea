package org.radbridge.fhirmapper.identity;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.PatientIdentifier;

/**
 * Whoever keeps facts of a patient that a merge brings together. Called in the merge's transaction,
 * when the record was moved.
 */
public interface MergeListener {
    /**
     * Joins what belongs together in the survivor's record.
     *
     * @param merged whose record it was
     */
    Uni<Void> merged(Mutiny.Session session, PatientIdentifier merged, PatientIdentifier survivor);
}
