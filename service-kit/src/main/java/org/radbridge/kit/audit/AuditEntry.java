package org.radbridge.kit.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.AuditRecorded.Outcome;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.failure.FailureId;

/** An audit record as it is put together; {@link AuditLog#entry} begins one. */
public final class AuditEntry {
    private final String service;
    private final @Nullable String userId;
    private final String userName;
    private final List<String> roles;
    private final @Nullable String tokenId;
    private final @Nullable String sourceAddress;
    private final Action action;
    private final String resource;
    private Outcome outcome = Outcome.SUCCESS;
    private @Nullable PatientIdentifier patient;
    private @Nullable String studyInstanceUid;
    private @Nullable String resourceId;
    private @Nullable String query;
    private @Nullable String failureId;
    private @Nullable Instant at;

    private AuditEntry(
            String service,
            @Nullable String userId,
            String userName,
            List<String> roles,
            @Nullable String tokenId,
            @Nullable String sourceAddress,
            Action action,
            String resource) {
        this.service = service;
        this.userId = userId;
        this.userName = userName;
        this.roles = roles;
        this.tokenId = tokenId;
        this.sourceAddress = sourceAddress;
        this.action = action;
        this.resource = resource;
    }

    static AuditEntry of(
            String service,
            Caller caller,
            @Nullable String address,
            Action action,
            String resource) {
        return new AuditEntry(
                service,
                caller.subject(),
                caller.userName(),
                caller.roles().stream().sorted().toList(),
                caller.tokenId().orElse(null),
                address,
                action,
                resource);
    }

    static AuditEntry of(
            String service, String name, @Nullable String address, Action action, String resource) {
        return new AuditEntry(service, name, name, List.of(), null, address, action, resource);
    }

    /** Whose data. */
    public AuditEntry patient(@Nullable PatientIdentifier value) {
        patient = value;
        return this;
    }

    /** Which study. */
    public AuditEntry study(@Nullable String uid) {
        studyInstanceUid = uid;
        return this;
    }

    /** Which resource of its kind; nothing for a search. */
    public AuditEntry resourceId(@Nullable String id) {
        resourceId = id;
        return this;
    }

    /** The parameters of a search. */
    public AuditEntry query(@Nullable String parameters) {
        query = parameters;
        return this;
    }

    /** The caller was refused, or sent something wrong. */
    public AuditEntry refused(FailureId failure) {
        outcome = Outcome.REFUSED;
        failureId = failure.id();
        return this;
    }

    /** The service failed. */
    public AuditEntry failed(FailureId failure) {
        outcome = Outcome.FAILED;
        failureId = failure.id();
        return this;
    }

    /** When it was done, where others tell the instant too. */
    public AuditEntry at(Instant instant) {
        at = instant;
        return this;
    }

    /** The finished record, of now when nothing else was said. */
    public AuditRecorded build() {
        return new AuditRecorded(
                UUID.randomUUID().toString(),
                at == null ? Instant.now() : at,
                service,
                action,
                outcome,
                userId,
                userName,
                roles,
                tokenId,
                sourceAddress,
                patient,
                studyInstanceUid,
                resource,
                resourceId,
                query,
                failureId);
    }
}
