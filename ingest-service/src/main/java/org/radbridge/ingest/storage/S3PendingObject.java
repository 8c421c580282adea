package org.radbridge.ingest.storage;

import io.smallrye.mutiny.Uni;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.ingest.keys.DataKeys;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object on its way into a bucket. What fits into one part goes by one PUT; what is longer goes
 * part by part, and one part is in memory at most. S3 shows nothing of it before the last request.
 */
final class S3PendingObject implements PendingObject {
    /** After so many parts they become twice as large: S3 takes 10,000. */
    private static final int PARTS_OF_ONE_SIZE = 1000;

    private final S3Bucket bucket;
    private final StorageWorkers workers;
    private final ObjectId id;
    private final DataKeys keys;
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private final List<CompletedPart> parts = new ArrayList<>();
    private @Nullable Encryption encryption;
    private @Nullable String uploadId;
    private boolean committing;

    S3PendingObject(S3Bucket bucket, StorageWorkers workers, ObjectId id, DataKeys keys) {
        this.bucket = bucket;
        this.workers = workers;
        this.id = id;
        this.keys = keys;
    }

    @Override
    public ObjectId id() {
        return id;
    }

    @Override
    public Uni<Void> write(ByteBuffer bytes, Runnable first) {
        return S3Store.translated(
                workers.run(
                                () -> {
                                    first.run();
                                    encryption().write(bytes);
                                    return part.size() >= partSize();
                                })
                        .chain(full -> full ? sendPart() : Uni.createFrom().voidItem()));
    }

    private Encryption encryption() throws IOException, GeneralSecurityException {
        Encryption known = encryption;
        if (known != null) {
            return known;
        }
        Encryption begun = new Encryption(keys.create());
        begun.begin(part, id);
        encryption = begun;
        return begun;
    }

    private long partSize() {
        return bucket.config().partSize().asLongValue() << parts.size() / PARTS_OF_ONE_SIZE;
    }

    @Override
    public Uni<StoredObject> commit() {
        committing = true;
        return S3Store.translated(
                workers.run(() -> encryption().end(id))
                        .call(() -> uploadId == null ? sendWhole() : sendLastPart()));
    }

    private Uni<Void> sendWhole() {
        return bucket.ask(client ->
                        client.putObject(
                                put -> put.bucket(bucket.name()).key(bucket.key(id)),
                                AsyncRequestBody.fromBytesUnsafe(part.toByteArray())))
                .replaceWithVoid();
    }

    private Uni<Void> sendLastPart() {
        return sendPart()
                .chain(() ->
                        bucket.ask(client ->
                                client.completeMultipartUpload(all ->
                                        all.bucket(bucket.name())
                                                .key(bucket.key(id))
                                                .uploadId(uploadId)
                                                .multipartUpload(sent -> sent.parts(parts)))))
                .replaceWithVoid();
    }

    private Uni<Void> sendPart() {
        byte[] content = part.toByteArray();
        part.reset();
        int number = parts.size() + 1;
        return upload().chain(upload ->
                        bucket.ask(client ->
                                client.uploadPart(
                                        one ->
                                                one.bucket(bucket.name())
                                                        .key(bucket.key(id))
                                                        .uploadId(upload)
                                                        .partNumber(number),
                                        AsyncRequestBody.fromBytesUnsafe(content))))
                .invoke(sent ->
                        parts.add(
                                CompletedPart.builder()
                                        .partNumber(number)
                                        .eTag(sent.eTag())
                                        .build()))
                .replaceWithVoid();
    }

    private Uni<String> upload() {
        String begun = uploadId;
        if (begun != null) {
            return Uni.createFrom().item(begun);
        }
        return bucket.ask(client ->
                        client.createMultipartUpload(
                                upload -> upload.bucket(bucket.name()).key(bucket.key(id))))
                .map(created -> created.uploadId())
                .invoke(created -> uploadId = created);
    }

    /** After a commit that failed, nobody knows whether S3 has the object: it is removed too. */
    @Override
    public Uni<Void> discard() {
        String begun = uploadId;
        Uni<Void> aborted =
                begun == null
                        ? Uni.createFrom().voidItem()
                        : bucket.ask(client ->
                                        client.abortMultipartUpload(upload ->
                                                upload.bucket(bucket.name())
                                                        .key(bucket.key(id))
                                                        .uploadId(begun)))
                                .replaceWithVoid();
        return committing
                ? Leftovers.removed(aborted).chain(() -> S3Store.delete(bucket, id))
                : aborted;
    }
}
