package org.radbridge.ingest.storage;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.radbridge.ingest.keys.DataKey;
import org.radbridge.ingest.keys.DataKeys;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects in a bucket of any S3 service. An object is durable when the service says that it has it;
 * its bytes were encrypted before they left this process.
 */
public final class S3Store implements ObjectStore, AutoCloseable {
    /** The header, and a segment at either end of what is asked for. */
    private static final long AROUND_A_PART = 3L * 64 * 1024;

    private final S3Bucket bucket;
    private final DataKeys keys;
    private final StorageWorkers workers;

    public S3Store(S3Config config, DataKeys keys, StorageWorkers workers) {
        this.bucket = new S3Bucket(config);
        this.keys = keys;
        this.workers = workers;
    }

    @Override
    public PendingObject begin(ObjectId id) {
        return new S3PendingObject(bucket, workers, id, keys);
    }

    @Override
    public Multi<Buffer> read(SealedObject object, long offset, long length) {
        return translated(keys.open(object.key()))
                .onItem()
                .transformToMulti(key ->
                        ObjectChunks.of(
                                workers, reader(object.id(), key, offset, length), object.id()));
    }

    private ObjectReader reader(ObjectId id, DataKey key, long offset, long length) {
        boolean whole = offset == 0 && length == Long.MAX_VALUE;
        long window = whole ? Long.MAX_VALUE : Math.min(length, 1L << 30) + AROUND_A_PART;
        return new ObjectReader(
                () -> S3Channel.open(bucket, bucket.key(id), window),
                ObjectCipher.decrypter(key),
                ObjectCipher.binding(id),
                offset,
                length);
    }

    @Override
    public Uni<Void> delete(ObjectId id) {
        return delete(bucket, id);
    }

    static Uni<Void> delete(S3Bucket bucket, ObjectId id) {
        return bucket.ask(client ->
                        client.deleteObject(one -> one.bucket(bucket.name()).key(bucket.key(id))))
                .replaceWithVoid();
    }

    @Override
    public Multi<ObjectId> begun(Instant from, Instant until) {
        AtomicReference<String> after = new AtomicReference<>(bucket.minute(from));
        String end = bucket.minute(until) + "~";
        return Multi.createBy()
                .repeating()
                .uni(() -> page(after, end))
                .whilst(page -> !page.isEmpty())
                .onItem()
                .<String>disjoint()
                .map(S3Bucket::id)
                .filter(id -> !id.createdAt().isBefore(from) && id.createdAt().isBefore(until));
    }

    /** The next names up to the end, in their order. */
    private Uni<List<String>> page(AtomicReference<String> after, String end) {
        return bucket.ask(client ->
                        client.listObjectsV2(list ->
                                list.bucket(bucket.name())
                                        .prefix(bucket.prefix())
                                        .startAfter(after.get())))
                .map((ListObjectsV2Response page) ->
                        page.contents().stream()
                                .map(S3Object::key)
                                .filter(key -> key.compareTo(end) <= 0)
                                .toList())
                .invoke(found -> {
                    if (!found.isEmpty()) {
                        after.set(found.getLast());
                    }
                });
    }

    @Override
    public Uni<Integer> discardPending(Instant before) {
        return bucket.ask(client ->
                        client.listMultipartUploads(
                                list -> list.bucket(bucket.name()).prefix(bucket.prefix())))
                .map(ListMultipartUploadsResponse::uploads)
                .map(uploads ->
                        uploads.stream()
                                .filter(upload ->
                                        S3Bucket.id(upload.key()).createdAt().isBefore(before))
                                .toList())
                .call(left ->
                        Multi.createFrom()
                                .iterable(left)
                                .onItem()
                                .transformToUniAndConcatenate(this::abort)
                                .collect()
                                .asList())
                .map(List::size);
    }

    private Uni<Void> abort(MultipartUpload upload) {
        return bucket.ask(client ->
                        client.abortMultipartUpload(one ->
                                one.bucket(bucket.name())
                                        .key(upload.key())
                                        .uploadId(upload.uploadId())))
                .replaceWithVoid();
    }

    static <T> Uni<T> translated(Uni<T> work) {
        return StorageFailures.translated(work);
    }

    @Override
    public void close() {
        bucket.close();
    }
}
