package org.radbridge.ingest.commitment;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.radbridge.dicom.net.StorageCommitment;
import org.radbridge.dicom.net.StorageCommitment.Failure;
import org.radbridge.dicom.net.StorageCommitment.Reference;
import org.radbridge.dicom.net.StorageCommitment.Request;
import org.radbridge.dicom.net.StorageCommitment.Result;
import org.radbridge.ingest.keys.WrappedKey;
import org.radbridge.ingest.storage.ObjectId;
import org.radbridge.ingest.storage.ObjectStore;
import org.radbridge.ingest.storage.SealedObject;
import org.radbridge.ingest.storage.StorageException;

/**
 * Tells which instances are safe: indexed under the class that is asked for, their object in the
 * store and opened by its key, and not found damaged by the scrub.
 */
@ApplicationScoped
class SafeInstances {
    private static final int AT_A_TIME = 500;
    private static final int OPEN_AT_ONCE = 8;
    private static final int SAFE = 0;

    private static final String INDEXED =
            """
            SELECT d.sop_instance_uid, i.sop_class_uid, i.object_id, i.object_key,
                EXISTS (SELECT 1 FROM scrub_finding f WHERE f.object_id = i.object_id AND f.resolved_at IS NULL)
            FROM instance_identity d
            JOIN instance i ON i.stored_at = d.stored_at AND i.instance_id = d.instance_id
            WHERE d.sop_instance_uid = ANY($1)
            """;

    private final Pool pool;
    private final ObjectStore store;

    SafeInstances(Pool pool, ObjectStore store) {
        this.pool = pool;
        this.store = store;
    }

    private record Indexed(String sopClassUid, SealedObject object, boolean damaged) {}

    private record Looked(Reference reference, int reason) {}

    /**
     * Looks at every instance of a request. Fails when the index, the store or the keys are away:
     * then nothing is known.
     */
    Uni<Result> of(Request request) {
        return Multi.createFrom()
                .iterable(request.references())
                .group()
                .intoLists()
                .of(AT_A_TIME)
                .onItem()
                .transformToUniAndConcatenate(this::looked)
                .onItem()
                .<Looked>disjoint()
                .collect()
                .asList()
                .map(looked -> result(request.transactionUid(), looked));
    }

    private static Result result(String transactionUid, List<Looked> looked) {
        List<Reference> committed = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (Looked one : looked) {
            if (one.reason() == SAFE) {
                committed.add(one.reference());
            } else {
                failures.add(new Failure(one.reference(), one.reason()));
            }
        }
        return new Result(transactionUid, committed, failures);
    }

    private Uni<List<Looked>> looked(List<Reference> references) {
        Object uids = references.stream().map(Reference::sopInstanceUid).toArray(String[]::new);
        return pool.preparedQuery(INDEXED)
                .execute(Tuple.newInstance(io.vertx.sqlclient.Tuple.of(uids)))
                .map(rows -> {
                    Map<String, Indexed> indexed = new HashMap<>();
                    rows.forEach(row -> indexed.put(row.getString(0), indexed(row)));
                    return indexed;
                })
                .chain(indexed ->
                        Multi.createFrom()
                                .iterable(references)
                                .onItem()
                                .transformToUni(reference -> look(reference, indexed))
                                .merge(OPEN_AT_ONCE)
                                .collect()
                                .asList());
    }

    private static Indexed indexed(Row row) {
        return new Indexed(
                row.getString(1),
                new SealedObject(
                        new ObjectId(row.getUUID(2)), new WrappedKey(row.get(Buffer.class, 3))),
                row.getBoolean(4));
    }

    private Uni<Looked> look(Reference reference, Map<String, Indexed> indexed) {
        Indexed found = indexed.get(reference.sopInstanceUid());
        if (found == null) {
            return looked(reference, StorageCommitment.NO_SUCH_OBJECT_INSTANCE);
        }
        if (!found.sopClassUid().equals(reference.sopClassUid())) {
            return looked(reference, StorageCommitment.CLASS_INSTANCE_CONFLICT);
        }
        return found.damaged()
                ? looked(reference, StorageCommitment.PROCESSING_FAILURE)
                : opened(reference, found.object());
    }

    /** Reading its beginning shows that the object is there and its key opens it. */
    private Uni<Looked> opened(Reference reference, SealedObject object) {
        return store.read(object, 0, 1)
                .collect()
                .last()
                .map(_ -> new Looked(reference, SAFE))
                .onFailure(failure ->
                        failure instanceof StorageException.Missing
                                || failure instanceof StorageException.Broken)
                .recoverWithItem(new Looked(reference, StorageCommitment.PROCESSING_FAILURE));
    }

    private static Uni<Looked> looked(Reference reference, int reason) {
        return Uni.createFrom().item(new Looked(reference, reason));
    }
}
