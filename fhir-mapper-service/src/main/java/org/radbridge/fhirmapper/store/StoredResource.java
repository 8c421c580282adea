package org.radbridge.fhirmapper.store;

import java.time.Instant;
import java.util.Optional;
import org.radbridge.contracts.PatientIdentifier;

/**
 * A resource as a caller may see it.
 *
 * @param type its type
 * @param id its id
 * @param version its version
 * @param lastUpdated when that version was written
 * @param owner whose record it belongs to, if to anybody's
 * @param studyInstanceUid which study it belongs to, if to one
 * @param json its JSON, already without what is withheld
 */
public record StoredResource(
        String type,
        String id,
        int version,
        Instant lastUpdated,
        Optional<PatientIdentifier> owner,
        Optional<String> studyInstanceUid,
        String json) {

    /** The columns that {@link #of} reads, before the JSON. */
    static final String COLUMNS =
            "r.type AS type, r.id AS id, r.version AS version,"
                    + " CAST(extract(epoch FROM r.last_updated) * 1000 AS bigint) AS updated,"
                    + " o.issuer AS issuer, o.value AS patient_value,"
                    + " r.study_instance_uid AS study_instance_uid, ";

    /** The join that the columns need. */
    static final String OWNER = " LEFT JOIN fhir_patient_identity o ON o.patient = r.patient ";

    /** Position of the JSON among the columns. */
    static final int JSON = 7;

    /** The same with other JSON: less of it. */
    StoredResource withJson(String less) {
        return new StoredResource(type, id, version, lastUpdated, owner, studyInstanceUid, less);
    }

    static StoredResource of(Object[] row) {
        return new StoredResource(
                (String) row[0],
                (String) row[1],
                ((Number) row[2]).intValue(),
                Instant.ofEpochMilli(((Number) row[3]).longValue()),
                row[4] == null
                        ? Optional.empty()
                        : Optional.of(new PatientIdentifier((String) row[4], (String) row[5])),
                Optional.ofNullable((String) row[6]),
                (String) row[JSON]);
    }
}
