package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BiFunction;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.reading.ReviewLog;
import org.radbridge.fhirmapper.reading.ReviewLog.Agreement;
import org.radbridge.fhirmapper.result.ResultFigures;
import org.radbridge.fhirmapper.result.ResultFigures.Figure;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** Figures that name no person: how many studies per day, urgency and finding. */
@Path("/aggregates")
@Produces(MediaType.APPLICATION_JSON)
public class AggregatesResource {
    private static final String POLICY_RESOURCE = "aggregates";
    private static final int DEFAULT_DAYS = 30;
    private static final int LONGEST_DAYS = 366;

    private final ResultFigures figures;
    private final ReviewLog reviewLog;
    private final Database database;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    AggregatesResource(
            ResultFigures figures,
            ReviewLog reviewLog,
            Database database,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.figures = figures;
        this.reviewLog = reviewLog;
        this.database = database;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /**
     * The figures of a span of days.
     *
     * @param from its first day
     * @param to its last day
     * @param studies per day and urgency
     * @param findings per day, urgency and label: studies in which it is present
     */
    public record Aggregates(
            LocalDate from, LocalDate to, List<Figure> studies, List<Figure> findings) {}

    /**
     * How often radiologists agreed with the models in a span of days.
     *
     * @param from its first day
     * @param to its last day
     * @param labels per model, version and label
     */
    public record AgreementFigures(LocalDate from, LocalDate to, List<Agreement> labels) {}

    /** The last 30 days, or the given days, at most a year; days of UTC. */
    @GET
    public Uni<Aggregates> aggregates(
            @RestQuery("from") @Nullable String from, @RestQuery("to") @Nullable String to) {
        return recorded(
                from,
                to,
                (session, days) ->
                        figures.studies(session, days.first(), days.last())
                                .chain(studies ->
                                        figures.findings(session, days.first(), days.last())
                                                .map(findings ->
                                                        new Aggregates(
                                                                days.first(),
                                                                days.last(),
                                                                studies,
                                                                findings))));
    }

    /** As {@link #aggregates}: agreement per model, version and label. */
    @GET
    @Path("agreement")
    public Uni<AgreementFigures> agreement(
            @RestQuery("from") @Nullable String from, @RestQuery("to") @Nullable String to) {
        return recorded(
                from,
                to,
                (session, days) ->
                        reviewLog
                                .agreement(session, days.first(), days.last())
                                .map(labels ->
                                        new AgreementFigures(days.first(), days.last(), labels)));
    }

    private record Days(LocalDate first, LocalDate last) {}

    private <T> Uni<T> recorded(
            @Nullable String from,
            @Nullable String to,
            BiFunction<Mutiny.Session, Days, Uni<T>> query) {
        Caller caller = currentCaller.get();
        policy.require(caller, POLICY_RESOURCE);
        LocalDate last = to == null ? LocalDate.now(ZoneOffset.UTC) : day("to", to);
        LocalDate first = from == null ? last.minusDays(DEFAULT_DAYS) : day("from", from);
        if (first.isAfter(last) || first.plusDays(LONGEST_DAYS).isBefore(last)) {
            throw new RadbridgeException(
                    KitFailure.INVALID_REQUEST, "from is before to, by at most a year");
        }
        AuditEntry audit =
                auditLog.entry(caller, Action.QUERY, POLICY_RESOURCE)
                        .query("from=" + first + "&to=" + last);
        return database.inTransaction(session ->
                auditLog.record(session, audit.build())
                        .chain(() -> query.apply(session, new Days(first, last))));
    }

    private static LocalDate day(String name, String value) {
        try {
            return LocalDate.parse(value);
        } catch (DateTimeException _) {
            throw new RadbridgeException(KitFailure.INVALID_REQUEST, name + " is no date");
        }
    }
}
