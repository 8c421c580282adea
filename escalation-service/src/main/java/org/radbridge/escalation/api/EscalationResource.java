package org.radbridge.escalation.api;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.EscalationChanged.State;
import org.radbridge.escalation.acknowledgement.Acknowledgements;
import org.radbridge.escalation.ladder.Escalation;
import org.radbridge.escalation.store.DeliveryStore;
import org.radbridge.escalation.store.EscalationStore;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** {@code /escalations}: read by role, acknowledged by a named caregiver, audited. */
@Path("/escalations")
@Produces(MediaType.APPLICATION_JSON)
public class EscalationResource {
    private static final String READ = "escalation";
    private static final String ACKNOWLEDGE = "escalation-acknowledge";
    private static final int MOST = 200;

    private final Database database;
    private final EscalationStore escalations;
    private final DeliveryStore deliveries;
    private final Acknowledgements acknowledgements;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog audit;

    public EscalationResource(
            Database database,
            EscalationStore escalations,
            DeliveryStore deliveries,
            Acknowledgements acknowledgements,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog audit) {
        this.database = database;
        this.escalations = escalations;
        this.deliveries = deliveries;
        this.acknowledgements = acknowledgements;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.audit = audit;
    }

    /** What whoever acknowledges is told: who took it on, and nothing of the finding. */
    public record Acknowledged(
            String id,
            String state,
            @Nullable Instant acknowledgedAt,
            @Nullable String acknowledgedBy) {
        static Acknowledged of(Escalation escalation) {
            return new Acknowledged(
                    escalation.id().toString(),
                    escalation.state().name(),
                    escalation.acknowledgedAt(),
                    escalation.acknowledgedBy());
        }
    }

    /** Who acknowledges, when a system does so on behalf of a caregiver. */
    public record Acknowledgement(@Nullable String acknowledgedBy) {}

    @GET
    public Uni<EscalationView.Page> list(
            @QueryParam("study") @Nullable String study,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        Caller caller = allowed(READ);
        String wanted = state == null ? null : stateOf(state);
        return database.inTransaction(session ->
                escalations
                        .search(session, study, wanted, Math.clamp(limit, 1, MOST))
                        .chain(found ->
                                Multi.createFrom()
                                        .iterable(found)
                                        .onItem()
                                        .transformToUniAndConcatenate(e -> view(session, e))
                                        .collect()
                                        .asList())
                        .map(EscalationView.Page::new)
                        .call(() ->
                                audit.record(
                                        session,
                                        audit.entry(caller, AuditRecorded.Action.QUERY, READ)
                                                .study(study)
                                                .query(query(study, state))
                                                .build())));
    }

    @GET
    @Path("/{id}")
    public Uni<EscalationView> read(@PathParam("id") UUID id) {
        Caller caller = allowed(READ);
        return database.inTransaction(session ->
                escalations
                        .find(session, id)
                        .map(found ->
                                found.orElseThrow(() ->
                                        new RadbridgeException(
                                                KitFailure.NOT_FOUND, "no such escalation")))
                        .call(escalation ->
                                audit.record(
                                        session,
                                        entry(AuditRecorded.Action.READ, caller, escalation)))
                        .chain(escalation -> view(session, escalation)));
    }

    @POST
    @Path("/{id}/acknowledge")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Acknowledged> acknowledge(@PathParam("id") UUID id, @Nullable Acknowledgement body) {
        Caller caller = allowed(ACKNOWLEDGE);
        String caregiver = caregiver(caller, body);
        return database.inTransaction(session ->
                acknowledgements
                        .acknowledge(session, id, caregiver)
                        .call(escalation ->
                                audit.record(
                                        session,
                                        entry(AuditRecorded.Action.UPDATE, caller, escalation)))
                        .map(Acknowledged::of));
    }

    private AuditRecorded entry(AuditRecorded.Action action, Caller caller, Escalation escalation) {
        return audit.entry(caller, action, READ)
                .patient(escalation.subject().patient())
                .study(escalation.subject().studyInstanceUid())
                .resourceId(escalation.id().toString())
                .build();
    }

    private static String query(@Nullable String study, @Nullable String state) {
        List<String> parameters = new ArrayList<>();
        if (study != null) {
            parameters.add("study=" + study);
        }
        if (state != null) {
            parameters.add("state=" + state);
        }
        return String.join("&", parameters);
    }

    private static String caregiver(Caller caller, @Nullable Acknowledgement body) {
        if (!caller.isService()) {
            return caller.userName();
        }
        String named = body == null ? null : body.acknowledgedBy();
        if (named == null || named.isBlank() || named.length() > 200) {
            throw new RadbridgeException(
                    KitFailure.INVALID_REQUEST,
                    "a system acknowledges on behalf of a caregiver: name them in acknowledgedBy");
        }
        return named;
    }

    private Caller allowed(String resource) {
        Caller caller = currentCaller.get();
        policy.require(caller, resource);
        return caller;
    }

    private Uni<EscalationView> view(Mutiny.Session session, Escalation escalation) {
        return deliveries
                .changes(session, escalation.id())
                .chain(changes ->
                        deliveries
                                .deliveries(session, escalation.id())
                                .map(delivered ->
                                        EscalationView.of(escalation, changes, delivered)));
    }

    private static String stateOf(String text) {
        return Arrays.stream(State.values())
                .map(State::name)
                .filter(text.toUpperCase(Locale.ROOT)::equals)
                .findFirst()
                .orElseThrow(() ->
                        new RadbridgeException(
                                KitFailure.INVALID_REQUEST,
                                "state is one of " + Arrays.toString(State.values())));
    }
}
