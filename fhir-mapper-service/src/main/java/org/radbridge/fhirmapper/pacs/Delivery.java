package org.radbridge.fhirmapper.pacs;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.net.StorageCommitment;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.evidence.PlannedObject;
import org.radbridge.fhirmapper.result.ResultChange;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Brings objects to a destination, one after the other, and fails until each is confirmed. What has
 * come how far is written before and after each step, so that a later attempt begins where this one
 * ended; an object that arrived without our knowing is looked for before it is sent again.
 */
@ApplicationScoped
public class Delivery {
    private final Deliveries deliveries;
    private final Database database;
    private final ComputePool compute;

    public Delivery(Deliveries deliveries, Database database, ComputePool compute) {
        this.deliveries = deliveries;
        this.database = database;
        this.compute = compute;
    }

    /**
     * Sends what is not there yet and has it confirmed. Fails with a {@link PacsFailure}, or as the
     * maker does.
     *
     * @param of the result that the objects tell
     * @param maker makes an object; called for one at a time, and only when it is to be sent
     */
    Uni<Void> bring(
            Pacs pacs,
            ResultChange of,
            List<PlannedObject> objects,
            Function<PlannedObject, Uni<DataSet>> maker) {
        String destination = pacs.destination().name();
        return database.inTransaction(session ->
                        deliveries
                                .ofStudy(session, of.studyInstanceUid(), destination)
                                .call(() -> deliveries.sending(session, destination, of, objects)))
                .chain(known -> {
                    List<PlannedObject> missing =
                            objects.stream().filter(object -> !isConfirmed(known, object)).toList();
                    return Multi.createFrom()
                            .iterable(missing)
                            .onItem()
                            .transformToUniAndConcatenate(object ->
                                    send(pacs, object, Deliveries.state(known, object), maker))
                            .onItem()
                            .ignoreAsUni()
                            .chain(() -> confirm(pacs, missing));
                });
    }

    private static boolean isConfirmed(List<DeliveredObject> known, PlannedObject object) {
        return Deliveries.state(known, object).filter(DeliveryState.CONFIRMED::equals).isPresent();
    }

    private Uni<Void> send(
            Pacs pacs,
            PlannedObject object,
            Optional<DeliveryState> before,
            Function<PlannedObject, Uni<DataSet>> maker) {
        return isThere(pacs, object, before)
                .chain(there ->
                        there
                                ? Uni.createFrom().voidItem()
                                : maker.apply(object)
                                        .chain(made -> compute.run(() -> pacs.encode(made)))
                                        .chain(pacs::store)
                                        .chain(() -> move(pacs, object, DeliveryState.STORED)));
    }

    /** Never asked about what is sent for the first time. */
    private static Uni<Boolean> isThere(
            Pacs pacs, PlannedObject object, Optional<DeliveryState> before) {
        if (before.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return pacs.destination().config().url().isPresent()
                ? holds(pacs, object)
                : Uni.createFrom().item(before.get() == DeliveryState.STORED);
    }

    private static Uni<Boolean> holds(Pacs pacs, PlannedObject object) {
        return pacs.holds(object.reference().studyInstanceUid(), object.sopInstanceUid());
    }

    private Uni<Void> move(Pacs pacs, PlannedObject object, DeliveryState state) {
        return database.inTransaction(session ->
                deliveries.move(
                        session,
                        pacs.destination().name(),
                        List.of(object.sopInstanceUid()),
                        state));
    }

    private Uni<Void> confirm(Pacs pacs, List<PlannedObject> objects) {
        if (objects.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return switch (pacs.destination().config().confirmation()) {
            case QIDO_RS ->
                    Multi.createFrom()
                            .iterable(objects)
                            .onItem()
                            .transformToUniAndConcatenate(object ->
                                    holds(pacs, object)
                                            .invoke(there -> {
                                                if (!there) {
                                                    throw notConfirmed(
                                                            "it took "
                                                                    + object.kind()
                                                                    + " and does not show it yet");
                                                }
                                            }))
                            .onItem()
                            .ignoreAsUni();
            case STORAGE_COMMITMENT -> commit(pacs, objects);
            case ACCEPTED -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> commit(Pacs pacs, List<PlannedObject> objects) {
        List<StorageCommitment.Reference> references =
                objects.stream()
                        .map(object ->
                                new StorageCommitment.Reference(
                                        object.kind().sopClassUid(), object.sopInstanceUid()))
                        .toList();
        return pacs.commit(new StorageCommitment.Request(Uid.create(), references))
                .chain(reported ->
                        reported.isEmpty()
                                ? Uni.createFrom()
                                        .failure(notConfirmed("no storage commitment report yet"))
                                : reported(pacs.destination().name(), reported.get())
                                        .invoke(() -> {
                                            if (!reported.get().failures().isEmpty()) {
                                                throw notConfirmed(
                                                        reported.get().failures().size()
                                                                + " objects are not committed");
                                            }
                                        }));
    }

    /** Notes what a destination reported: what it did not commit to is sent again. */
    Uni<Void> reported(String destination, StorageCommitment.Result result) {
        List<String> committed =
                result.committed().stream()
                        .map(StorageCommitment.Reference::sopInstanceUid)
                        .toList();
        List<String> failed =
                result.failures().stream()
                        .map(failure -> failure.reference().sopInstanceUid())
                        .toList();
        return database.inTransaction(session ->
                deliveries
                        .move(session, destination, committed, DeliveryState.CONFIRMED)
                        .chain(() ->
                                deliveries.move(
                                        session, destination, failed, DeliveryState.SENDING)));
    }

    private static RadbridgeException notConfirmed(String detail) {
        return new RadbridgeException(PacsFailure.NOT_CONFIRMED, detail);
    }
}
