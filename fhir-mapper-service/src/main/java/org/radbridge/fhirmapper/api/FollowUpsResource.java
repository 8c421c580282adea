package org.radbridge.fhirmapper.api;

import ca.uhn.fhir.parser.DataFormatException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.interaction.CallerScopes;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.store.AccessScope;
import org.radbridge.fhirmapper.store.FollowUpQueries;
import org.radbridge.fhirmapper.store.FollowUpQueries.Overdue;
import org.radbridge.fhirmapper.store.FollowUpQueries.Scopes;
import org.radbridge.fhirmapper.store.PooledStatements;
import org.radbridge.fhirmapper.store.SearchPage;
import org.radbridge.kit.access.AccessDenied;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Follow-ups of registry cases that did not come: for a registry's coordinator, who calls the
 * patients.
 */
@Path("/fhir")
@Produces({FhirMediaType.JSON, FhirMediaType.PLAIN_JSON})
public class FollowUpsResource {
    private static final String FOLLOW_UP = "ServiceRequest";
    private static final String STUDY = "ImagingStudy";
    private static final int USUAL = 50;
    private static final int MOST = 200;

    private final FollowUpQueries queries;
    private final PooledStatements statements;
    private final CallerScopes scopes;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;
    private final FhirJson fhirJson;
    private final String base;
    private final ZoneId zone;

    FollowUpsResource(
            FollowUpQueries queries,
            PooledStatements statements,
            CallerScopes scopes,
            CurrentCaller currentCaller,
            AuditLog auditLog,
            FhirJson fhirJson,
            SiteConfig site) {
        this.queries = queries;
        this.statements = statements;
        this.scopes = scopes;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
        this.fhirJson = fhirJson;
        this.base = site.base();
        this.zone = site.zone();
    }

    /**
     * The longest overdue.
     *
     * @param registry code of the registry; left out: all
     * @param count how many at most
     */
    @GET
    @Path("ServiceRequest/$overdue-follow-ups")
    public Uni<Response> overdue(
            @RestQuery("registry") @Nullable String registry,
            @RestQuery("_count") @Nullable String count) {
        return answer(registry, count);
    }

    /** As {@link #overdue}, asked by Parameters; none at all for everything. */
    @POST
    @Path("ServiceRequest/$overdue-follow-ups")
    @Consumes({FhirMediaType.JSON, FhirMediaType.PLAIN_JSON})
    public Uni<Response> overdueByParameters(@Nullable String body) {
        Parameters given = parameters(body);
        return answer(text(given, "registry"), text(given, "_count"));
    }

    private Parameters parameters(@Nullable String body) {
        if (body == null || body.isBlank()) {
            return new Parameters();
        }
        try {
            return fhirJson.read(Parameters.class, body);
        } catch (DataFormatException _) {
            throw new RadbridgeException(
                    KitFailure.INVALID_REQUEST, "the body is no Parameters resource");
        }
    }

    private static @Nullable String text(Parameters given, String name) {
        return given.getParameter(name) != null
                        && given.getParameterValue(name) instanceof PrimitiveType<?> value
                ? value.getValueAsString()
                : null;
    }

    private Uni<Response> answer(@Nullable String registry, @Nullable String count) {
        Caller caller = currentCaller.get();
        Scopes visible =
                new Scopes(
                        scope(caller, FOLLOW_UP, List.of("status", "code", "occurrencePeriod")),
                        scope(caller, STUDY, List.of("modality", "started")));
        int limit = limit(count);
        Optional<String> of = Optional.ofNullable(registry).filter(code -> !code.isBlank());
        AuditEntry audit =
                auditLog.entry(caller, Action.QUERY, FOLLOW_UP)
                        .query(
                                "$overdue-follow-ups"
                                        + of.map(code -> "?registry=" + code).orElse(""));
        return queries.overdue(statements, LocalDate.now(zone), of, visible, limit)
                .call(() -> auditLog.record(audit.build()))
                .map(found ->
                        Response.ok(bundle(found, of, limit), FhirMediaType.JSON_UTF_8).build());
    }

    /** The answer tells what these elements say: who may not see one is not answered. */
    private AccessScope scope(Caller caller, String type, List<String> elements) {
        AccessScope scope = scopes.of(caller, type);
        elements.stream()
                .filter(element -> !scope.element(element))
                .findFirst()
                .ifPresent(element -> {
                    throw new AccessDenied(type + "." + element);
                });
        return scope;
    }

    private static int limit(@Nullable String count) {
        if (count == null) {
            return USUAL;
        }
        if (!count.matches("[1-9]\\d{0,2}") || Integer.parseInt(count) > MOST) {
            throw new RadbridgeException(KitFailure.INVALID_REQUEST, "_count is 1 to " + MOST);
        }
        return Integer.parseInt(count);
    }

    private String bundle(Overdue found, Optional<String> registry, int limit) {
        String self =
                base
                        + "/ServiceRequest/$overdue-follow-ups?_count="
                        + limit
                        + registry.map(code -> "&registry=" + encoded(code)).orElse("");
        return new SearchBundle(base)
                .write(
                        self,
                        Optional.empty(),
                        new SearchPage(
                                found.followUps(),
                                List.of(),
                                false,
                                OptionalLong.of(found.total()),
                                Optional.empty()),
                        Instant.now());
    }

    private static String encoded(String code) {
        return URLEncoder.encode(code, StandardCharsets.UTF_8);
    }
}
