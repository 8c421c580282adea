package org.radbridge.ingest.ae;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.AssociationRequest;
import org.radbridge.dicom.net.ClientAssociation;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.RadbridgeException;

/** The known application entities, and whether they can be reached both ways. */
@Path("/operations/application-entities")
@Produces(MediaType.APPLICATION_JSON)
public class AeResource {
    private static final String RESOURCE = "operations";

    private final AeRegistry registry;
    private final AeClient client;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    AeResource(
            AeRegistry registry,
            AeClient client,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.registry = registry;
        this.client = client;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /** An application entity, and when it called last. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Known(ApplicationEntity entity, @Nullable LastContact inbound) {}

    /**
     * How a C-ECHO went.
     *
     * @param millis for association, C-ECHO and release
     * @param inbound when the peer itself called last; null when it never did since the start
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Echo(
            String title,
            String callingAeTitle,
            String status,
            long millis,
            @Nullable LastContact inbound) {}

    /** All of them. */
    @GET
    public Uni<List<Known>> list() {
        Caller caller = currentCaller.get();
        policy.require(caller, RESOURCE);
        return auditLog.record(auditLog.entry(caller, Action.QUERY, RESOURCE).build())
                .map(_ ->
                        registry.all().stream()
                                .map(entity -> new Known(entity, inbound(entity.title())))
                                .toList());
    }

    /** Sends a C-ECHO; 502 with the reason when it does not succeed. */
    @POST
    @Path("/{title}/echo")
    public Uni<Echo> echo(@RestPath String title) {
        Caller caller = currentCaller.get();
        policy.require(caller, RESOURCE);
        return auditLog.record(
                        auditLog.entry(caller, Action.EXECUTE, RESOURCE).resourceId(title).build())
                .chain(() -> echoed(title));
    }

    private Uni<Echo> echoed(String title) {
        long begun = System.nanoTime();
        return client.call(title, AssociationRequest::withVerification, ClientAssociation::echo)
                .map(status -> {
                    if (status.code() != DimseStatus.SUCCESS.code()) {
                        throw new RadbridgeException(AeFailure.REFUSED, title + ": " + status);
                    }
                    return new Echo(
                            title,
                            client.ownTitle(),
                            "success",
                            Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                            inbound(title));
                });
    }

    private @Nullable LastContact inbound(String title) {
        return registry.lastContact(title).orElse(null);
    }
}
