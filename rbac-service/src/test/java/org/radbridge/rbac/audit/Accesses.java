package org.radbridge.rbac.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.AuditRecorded.Outcome;
import org.radbridge.contracts.PatientIdentifier;

/** Accesses for tests. */
final class Accesses {
    private Accesses() {}

    /** A radiologist's access to a report of a patient. */
    static AuditRecorded of(String user, Action action, @Nullable PatientIdentifier patient) {
        return new AuditRecorded(
                UUID.randomUUID().toString(),
                Instant.now(),
                "fhir-mapper-service",
                action,
                Outcome.SUCCESS,
                "subject-of-" + user,
                user,
                List.of("radiologist"),
                "token-1",
                "10.0.0.7",
                patient,
                "1.2.840.1",
                "DiagnosticReport",
                action == Action.QUERY ? null : "report-1",
                action == Action.QUERY ? "patient.identifier=hospital|4711" : null,
                null);
    }

    /** A caller without a token that was refused. */
    static AuditRecorded refusedPeer() {
        return new AuditRecorded(
                "not-a-uuid",
                Instant.now(),
                "ingest-service",
                Action.SECURITY_ALERT,
                Outcome.REFUSED,
                null,
                "ROGUE",
                List.of(),
                null,
                null,
                null,
                null,
                "store",
                null,
                null,
                "unknown-caller");
    }
}
