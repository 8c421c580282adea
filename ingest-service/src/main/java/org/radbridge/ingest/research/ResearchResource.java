package org.radbridge.ingest.research;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.ingest.research.ExportRows.Order;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.RadbridgeException;

/** Exports: described here, downloaded from {@code /research/exports/{id}/content}. */
@Path("/research/exports")
@Produces(MediaType.APPLICATION_JSON)
public class ResearchResource {
    static final String RESOURCE = "research-export";
    private static final int CREATED = 201;
    private static final Pattern PROJECT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern UID = Pattern.compile("[0-9.]{1,64}");

    private final ExportRows rows;
    private final ResearchConfig config;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    ResearchResource(
            ExportRows rows,
            ResearchConfig config,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.rows = rows;
        this.config = config;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /**
     * What is exported.
     *
     * @param project letters, digits, dots, hyphens; the same name gives the same pseudonyms
     * @param studies Study Instance UIDs
     * @param options names of profile options; images that may be annotated are always left out
     */
    @RegisterForReflection
    public record ExportRequest(
            @Nullable String project,
            @Nullable List<String> studies,
            @Nullable List<String> options) {}

    /** Describes an export. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(CREATED)
    public Uni<ResearchExport> create(@Nullable ExportRequest request) {
        Caller caller = currentCaller.get();
        policy.require(caller, RESOURCE);
        if (request == null
                || request.project() == null
                || !PROJECT.matcher(request.project()).matches()) {
            throw invalid("project: 1 to 64 letters, digits, dots, hyphens");
        }
        String project = request.project();
        List<String> studies =
                request.studies() == null
                        ? List.of()
                        : request.studies().stream().distinct().toList();
        if (studies.isEmpty()
                || studies.size() > config.maxStudies()
                || !studies.stream().allMatch(uid -> UID.matcher(uid).matches())) {
            throw invalid("studies: 1 to " + config.maxStudies() + " Study Instance UIDs");
        }
        List<String> options = request.options() == null ? List.of() : request.options();
        ExportOptions.of(options, config);
        return rows.add(project, options, studies, caller.userName())
                .map(Order::export)
                .call(export ->
                        auditLog.record(
                                auditLog.entry(caller, Action.CREATE, RESOURCE)
                                        .resourceId(export.id().toString())
                                        .build()));
    }

    /** An export and how far it is. */
    @GET
    @Path("/{id}")
    public Uni<ResearchExport> get(@RestPath UUID id) {
        policy.require(currentCaller.get(), RESOURCE);
        return rows.find(id)
                .map(found ->
                        found.map(Order::export)
                                .orElseThrow(() ->
                                        new RadbridgeException(
                                                ResearchFailure.EXPORT_NOT_FOUND,
                                                "no export of this id")));
    }

    private static RadbridgeException invalid(String detail) {
        return new RadbridgeException(ResearchFailure.EXPORT_INVALID, detail);
    }
}
