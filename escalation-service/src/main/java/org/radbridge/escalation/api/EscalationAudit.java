package org.radbridge.escalation.api;

import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.AuditRecorded.Outcome;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.escalation.ladder.Escalation;
import org.radbridge.kit.access.Caller;

/** What the audit keeps of an access to escalations. */
final class EscalationAudit {
    private static final String SERVICE = "escalation-service";
    private static final String RESOURCE = "escalation";

    private EscalationAudit() {}

    static AuditRecorded of(
            Action action, Caller caller, Escalation escalation, RoutingContext request) {
        return entry(
                action,
                caller,
                request,
                escalation.subject().patient(),
                escalation.subject().studyInstanceUid(),
                escalation.id().toString(),
                null);
    }

    static AuditRecorded query(
            Caller caller, @Nullable String study, @Nullable String state, RoutingContext request) {
        String query =
                (study == null ? "" : "study=" + study)
                        + (study != null && state != null ? "&" : "")
                        + (state == null ? "" : "state=" + state);
        return entry(Action.QUERY, caller, request, null, study, null, query);
    }

    private static AuditRecorded entry(
            Action action,
            Caller caller,
            RoutingContext request,
            @Nullable PatientIdentifier patient,
            @Nullable String study,
            @Nullable String resourceId,
            @Nullable String query) {
        return new AuditRecorded(
                UUID.randomUUID().toString(),
                Instant.now(),
                SERVICE,
                action,
                Outcome.SUCCESS,
                caller.subject(),
                caller.userName(),
                List.copyOf(caller.roles()),
                caller.tokenId().orElse(null),
                request.request().remoteAddress() == null
                        ? null
                        : request.request().remoteAddress().hostAddress(),
                patient,
                study,
                RESOURCE,
                resourceId,
                query,
                null);
    }
}
