package org.radbridge.fhirmapper.api.hl7v2;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.hl7v2.silence.FeedState;
import org.radbridge.fhirmapper.hl7v2.silence.FeedWatch;
import org.radbridge.kit.audit.AuditLog;

/** The feeds: when each last sent, and which are silent. */
@Path("/operations/hl7v2/feeds")
@Produces(MediaType.APPLICATION_JSON)
public class FeedsResource {
    private final FeedWatch watch;
    private final OperatorAccess access;
    private final AuditLog audit;

    FeedsResource(FeedWatch watch, OperatorAccess access, AuditLog audit) {
        this.watch = watch;
        this.access = access;
        this.audit = audit;
    }

    /** Every feed that is configured. */
    @GET
    public Uni<List<FeedState>> list() {
        return audit.record(
                        access.record(
                                access.caller(OperatorAccess.OPERATIONS),
                                Action.QUERY,
                                "hl7v2-feed",
                                null))
                .map(_ -> watch.states());
    }
}
