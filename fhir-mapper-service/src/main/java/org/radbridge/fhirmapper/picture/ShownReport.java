package org.radbridge.fhirmapper.picture;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.mapping.Pictures;
import org.radbridge.fhirmapper.mapping.ResultMapping;
import org.radbridge.fhirmapper.order.OrderLinks;
import org.radbridge.fhirmapper.order.Orders;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.resource.LabelledResource;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.review.ReviewAct;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.store.ResourceRows;
import org.radbridge.fhirmapper.store.ResourceStore;

/** Writes the resources of a result that is shown, as they are now, with the pictures there are. */
@ApplicationScoped
public class ShownReport {
    private final ResourceStore store;
    private final Orders orders;
    private final FindingPictures pictures;
    private final ComputePool compute;
    private final FhirJson fhirJson;
    private final ResultMapping mapping;

    public ShownReport(
            ResourceStore store,
            Orders orders,
            FindingPictures pictures,
            ComputePool compute,
            FhirJson fhirJson,
            SiteConfig config) {
        this.store = store;
        this.orders = orders;
        this.pictures = pictures;
        this.compute = compute;
        this.fhirJson = fhirJson;
        this.mapping = new ResultMapping(config.settings());
    }

    /**
     * Writes what changed of a result that is locked, in the session's transaction.
     *
     * @param acts what was done now
     */
    public Uni<Void> write(
            Mutiny.Session session, StudyResult result, List<ReviewAct> acts, Instant now) {
        return orders.find(session, result.event().patient(), result.event().accessionNumber())
                .chain(of ->
                        pictures.of(session, result.event())
                                .chain(drawn -> compute.run(() -> rows(result, acts, of, drawn))))
                .chain(rows -> store.write(session, rows, now))
                .replaceWithVoid();
    }

    private ResourceRows rows(
            StudyResult result, List<ReviewAct> acts, List<String> of, Pictures drawn) {
        List<LabelledResource> resources =
                mapping.map(
                        result.event(),
                        result.study(),
                        result.issued(),
                        result.review(),
                        result.tracking(),
                        acts,
                        drawn);
        OrderLinks.link(resources, result.event().accessionNumber(), of);
        return ResourceRows.of(fhirJson, resources);
    }
}
