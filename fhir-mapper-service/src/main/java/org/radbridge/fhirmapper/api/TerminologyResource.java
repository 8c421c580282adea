package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.terminology.FindingTable;
import org.radbridge.fhirmapper.terminology.Terminology;
import org.radbridge.fhirmapper.terminology.TerminologyFault;
import org.radbridge.fhirmapper.terminology.audit.AuditReport;
import org.radbridge.fhirmapper.terminology.audit.Dictionary;
import org.radbridge.fhirmapper.terminology.audit.DictionaryAudit;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** For operators: which maps are in use and what is wrong with them, and the terminology audit. */
@Path("/operations/terminology")
@Produces(MediaType.APPLICATION_JSON)
public class TerminologyResource {
    private static final String POLICY_RESOURCE = "operations";

    private final Terminology terminology;
    private final FhirJson fhirJson;
    private final ComputePool compute;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;

    TerminologyResource(
            Terminology terminology,
            FhirJson fhirJson,
            ComputePool compute,
            AccessPolicy policy,
            CurrentCaller currentCaller) {
        this.terminology = terminology;
        this.fhirJson = fhirJson;
        this.compute = compute;
        this.policy = policy;
        this.currentCaller = currentCaller;
    }

    /**
     * The maps in use.
     *
     * @param maps how many entries each has, by its URL
     * @param faults what is wrong, or in doubt, with the site's files
     */
    public record Maps(Map<String, Integer> maps, List<TerminologyFault> faults) {}

    /** The maps in use. */
    @GET
    public Maps maps() {
        policy.require(currentCaller.get(), POLICY_RESOURCE);
        return new Maps(terminology.sizes(), terminology.faults());
    }

    /** Examines a record's dictionary given as a table. */
    @POST
    @Path("audit")
    @Consumes("text/csv")
    public Uni<AuditReport> auditTable(String text) {
        return audit(() -> Dictionary.ofCsv(text));
    }

    /** Examines a record's dictionary given as a ValueSet or CodeSystem. */
    @POST
    @Path("audit")
    @Consumes({FhirMediaType.JSON, MediaType.APPLICATION_JSON})
    public Uni<AuditReport> auditValueSet(String json) {
        return audit(() -> Dictionary.ofFhir(fhirJson, json));
    }

    private Uni<AuditReport> audit(Callable<Dictionary> reader) {
        policy.require(currentCaller.get(), POLICY_RESOURCE);
        return compute.run(() ->
                new DictionaryAudit(FindingTable.shipped(), terminology).examine(read(reader)));
    }

    private static Dictionary read(Callable<Dictionary> reader) {
        try {
            return reader.call();
        } catch (IOException e) {
            throw new RadbridgeException(
                    KitFailure.INVALID_REQUEST, String.valueOf(e.getMessage()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
