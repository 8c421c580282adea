package org.radbridge.fhirmapper.identity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hl7.fhir.r4.model.Resource;
import org.radbridge.contracts.ResultState;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.resource.LabelledResource;
import org.radbridge.fhirmapper.store.ResourceRows;
import org.radbridge.fhirmapper.store.ResourceStore;
import org.radbridge.fhirmapper.store.StudyResources;
import org.radbridge.fhirmapper.store.StudyResources.Present;

/**
 * Changes one resource of a patient's record by what a hospital system says of it. Such a resource
 * outranks what images say of the same: it has an ordinal of at least one.
 */
@ApplicationScoped
public class FeedResources {
    private final StudyResources resources;
    private final ResourceStore store;
    private final ComputePool compute;
    private final FhirJson fhirJson;

    public FeedResources(
            StudyResources resources, ResourceStore store, ComputePool compute, FhirJson fhirJson) {
        this.resources = resources;
        this.store = store;
        this.compute = compute;
        this.fhirJson = fhirJson;
    }

    /**
     * Reads a resource, or begins it, changes it, and writes it.
     *
     * @param patient id of the Patient whose record it belongs to
     */
    public <T extends Resource> Uni<Void> change(
            Mutiny.Session session,
            Class<T> type,
            String id,
            String patient,
            Supplier<T> begin,
            Consumer<T> change) {
        return resources
                .locked(session, type.getSimpleName(), id)
                .chain(present ->
                        compute.run(() -> rows(type, id, patient, present, begin, change)))
                .chain(rows -> store.write(session, rows, Instant.now()))
                .replaceWithVoid();
    }

    /** Begins a resource, unless it is there. */
    <T extends Resource> Uni<Void> begin(
            Mutiny.Session session, Class<T> type, String id, String patient, Supplier<T> begin) {
        return resources
                .locked(session, type.getSimpleName(), id)
                .chain(present ->
                        present.isPresent()
                                ? Uni.createFrom().voidItem()
                                : change(session, type, id, patient, begin, _ -> {}));
    }

    private <T extends Resource> ResourceRows rows(
            Class<T> type,
            String id,
            String patient,
            Optional<Present> present,
            Supplier<T> begin,
            Consumer<T> change) {
        T resource =
                present.map(there -> fhirJson.readUnversioned(type, there.json())).orElseGet(begin);
        change.accept(resource);
        resource.setId(id);
        return ResourceRows.of(
                fhirJson,
                List.of(
                        new LabelledResource(
                                resource,
                                ResultState.SIGNED,
                                true,
                                Urgency.ROUTINE,
                                patient,
                                null,
                                Math.max(1, present.map(Present::ordinal).orElse(1)))));
    }
}
