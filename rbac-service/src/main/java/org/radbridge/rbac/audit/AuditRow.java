package org.radbridge.rbac.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import org.hl7.fhir.r4.model.AuditEvent;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.PatientIdentifier;

/**
 * A record as it is kept: what it is searched by, and its document.
 *
 * @param recorded to the millisecond
 * @param document the AuditEvent as JSON, byte for byte what is hashed
 */
record AuditRow(
        UUID id,
        Instant recorded,
        String service,
        String action,
        String outcome,
        @Nullable String userId,
        String userName,
        @Nullable String patientKey,
        @Nullable String patientSystem,
        @Nullable String patientValue,
        @Nullable String studyUid,
        String resource,
        @Nullable String resourceId,
        String document) {

    /** The columns of {@link #read}, in its order. */
    static final String COLUMNS =
            "id, recorded, service, action, outcome, user_id, user_name, patient_key,"
                    + " patient_system, patient_value, study_uid, resource, resource_id, document";

    static AuditRow of(AuditRecorded entry, AuditEvent event, String document) {
        PatientIdentifier patient = entry.patient();
        return new AuditRow(
                id(entry),
                entry.at().truncatedTo(ChronoUnit.MILLIS),
                entry.service(),
                event.getAction().toCode(),
                event.getOutcome().toCode(),
                entry.userId(),
                entry.userName(),
                patient == null ? null : patient.key(),
                patient == null ? null : IdentifierSystem.of(patient.issuer()),
                patient == null ? null : patient.value(),
                entry.studyInstanceUid(),
                entry.resource(),
                entry.resourceId(),
                document);
    }

    /** The record's id; one that is no UUID gets the UUID of its name. */
    static UUID id(AuditRecorded entry) {
        try {
            return UUID.fromString(entry.auditId());
        } catch (IllegalArgumentException e) {
            return UUID.nameUUIDFromBytes(entry.auditId().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Reads {@link #COLUMNS} from a row of the database, beginning at an index. */
    static AuditRow read(Object[] row, int at) {
        return new AuditRow(
                (UUID) row[at],
                ((OffsetDateTime) row[at + 1]).toInstant(),
                (String) row[at + 2],
                (String) row[at + 3],
                (String) row[at + 4],
                (String) row[at + 5],
                (String) row[at + 6],
                (String) row[at + 7],
                (String) row[at + 8],
                (String) row[at + 9],
                (String) row[at + 10],
                (String) row[at + 11],
                (String) row[at + 12],
                (String) row[at + 13]);
    }

    /**
     * All columns as one text, each with its length before it, so that nothing can move from one to
     * the next unseen. A column that was changed alone would hide a record from searches.
     */
    String canonical() {
        StringBuilder text = new StringBuilder();
        for (Object column :
                Arrays.asList(
                        id,
                        recorded,
                        service,
                        action,
                        outcome,
                        userId,
                        userName,
                        patientKey,
                        patientSystem,
                        patientValue,
                        studyUid,
                        resource,
                        resourceId,
                        document)) {
            if (column == null) {
                text.append("-\n");
                continue;
            }
            String value = column.toString();
            text.append(value.length()).append(':').append(value).append('\n');
        }
        return text.toString();
    }
}
