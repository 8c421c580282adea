package org.radbridge.contracts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody or something touched data, or was refused.
 *
 * @param auditId unique id of this record
 * @param at when
 * @param service which service saw it
 * @param action what was done
 * @param outcome how it ended
 * @param userId subject of the token, or the calling AE title; null when unknown
 * @param userName the token's user name or client, or the calling AE title
 * @param roles the caller's roles
 * @param tokenId the token's {@code jti}; null without a token
 * @param sourceAddress the caller's network address
 * @param patient whose data; null when none or many
 * @param studyInstanceUid which study; null when none or many
 * @param resource the policy resource, for example {@code DiagnosticReport}
 * @param resourceId its id; null for a search
 * @param query the search parameters, for a search; null otherwise. It may hold identifiers: the
 *     audit repository alone shows it
 * @param failureId the stable failure id when it was refused or failed
 */
public record AuditRecorded(
        String auditId,
        Instant at,
        String service,
        Action action,
        Outcome outcome,
        @Nullable String userId,
        String userName,
        List<String> roles,
        @Nullable String tokenId,
        @Nullable String sourceAddress,
        @Nullable PatientIdentifier patient,
        @Nullable String studyInstanceUid,
        String resource,
        @Nullable String resourceId,
        @Nullable String query,
        @Nullable String failureId)
        implements Event {

    /** What was done: the FHIR AuditEvent actions, and the DICOM audit events we emit. */
    public enum Action {
        CREATE,
        READ,
        UPDATE,
        DELETE,
        QUERY,
        EXECUTE,
        /** DICOM 110104: instances were transferred in or out. */
        TRANSFER,
        /** DICOM 110113: a caller was refused. */
        SECURITY_ALERT
    }

    /** How it ended. */
    public enum Outcome {
        SUCCESS,
        /** The caller was refused or sent something wrong. */
        REFUSED,
        /** The service failed. */
        FAILED
    }

    public AuditRecorded {
        Required.text("auditId", auditId);
        Required.value("at", at);
        Required.text("service", service);
        Required.value("action", action);
        Required.value("outcome", outcome);
        Required.text("userName", userName);
        roles = List.copyOf(Required.value("roles", roles));
        Required.text("resource", resource);
    }

    @Override
    public EventType type() {
        return EventType.AUDIT_RECORDED;
    }

    @Override
    public String key() {
        return studyInstanceUid == null ? auditId : studyInstanceUid;
    }
}
