package org.radbridge.inference.api;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.inference.postprocess.HeatMap;
import org.radbridge.kit.access.AccessDecision.Granted;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Runs, their findings and heat maps. Nothing here is signed by a radiologist: who may not see
 * unsigned results sees none of it.
 */
@Path("/inference-runs")
public class InferenceRunResource {
    private static final String RUN = "inference-run";
    private static final String HEAT_MAP = "heatmap";
    private static final String PNG = "image/png";

    private final RunQueries queries;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    InferenceRunResource(
            RunQueries queries,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.queries = queries;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /** The runs of a study, of the newest revision first; 400 without a study. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<List<JsonObject>> ofStudy(@RestQuery @Nullable String study) {
        if (study == null || study.isBlank()) {
            throw new RadbridgeException(KitFailure.INVALID_REQUEST, "which study?");
        }
        Access access = access(RUN, Action.QUERY);
        AuditEntry entry = access.entry.study(study).query("study=" + study);
        return queries.ofStudy(study)
                .map(runs -> runs.stream().filter(access::mayRead).toList())
                .call(runs ->
                        auditLog.record(
                                runs.isEmpty()
                                        ? entry.build()
                                        : entry.patient(runs.getFirst().patient()).build()))
                .map(runs -> runs.stream().map(run -> run.body(access.granted)).toList());
    }

    /** One run; 404 when there is none that the caller may see. */
    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<JsonObject> byId(@RestPath UUID id) {
        Access access = access(RUN, Action.READ);
        return readable(access, id)
                .call(run -> auditLog.record(access.entryOf(run, id.toString())))
                .map(run -> run.body(access.granted));
    }

    /** The heat map of a present finding as numbers. */
    @GET
    @Path("/{id}/heatmaps/{label}")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<HeatMapView> heatMap(@RestPath UUID id, @RestPath String label) {
        return audited(id, label).map(HeatMapView::of);
    }

    /** The same as a greyscale picture, one pixel for each cell. */
    @GET
    @Path("/{id}/heatmaps/{label}")
    @Produces(PNG)
    public Uni<byte[]> heatMapPicture(@RestPath UUID id, @RestPath String label) {
        return audited(id, label).map(heatMap -> HeatMapView.of(heatMap).png());
    }

    private Uni<HeatMap> audited(UUID id, String label) {
        Access access = access(HEAT_MAP, Action.READ);
        return readable(access, id)
                .chain(run ->
                        queries.heatMap(id, label)
                                .map(found -> found.orElseThrow(() -> missing(label)))
                                .call(() ->
                                        auditLog.record(access.entryOf(run, id + "/" + label))));
    }

    private Uni<RunView> readable(Access access, UUID id) {
        return queries.byId(id)
                .map(run -> run.filter(access::mayRead).orElseThrow(() -> missing(id.toString())));
    }

    private Access access(String resource, Action action) {
        Caller caller = currentCaller.get();
        Granted granted = policy.require(caller, resource);
        return new Access(caller, granted, auditLog.entry(caller, action, resource));
    }

    private static RadbridgeException missing(String what) {
        return new RadbridgeException(KitFailure.NOT_FOUND, "there is no " + what);
    }

    /** What a caller may do in this request, and its audit record in the making. */
    private record Access(Caller caller, Granted granted, AuditEntry entry) {
        boolean mayRead(RunView run) {
            return granted.unsigned()
                    && (!granted.ownPatientOnly()
                            || caller.patientId().equals(Optional.of(run.patient().key())));
        }

        AuditRecorded entryOf(RunView run, String id) {
            return entry.patient(run.patient())
                    .study(run.studyInstanceUid())
                    .resourceId(id)
                    .build();
        }
    }
}
