package org.radbridge.ingest.storage;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import org.radbridge.ingest.keys.DataKey;
import org.radbridge.ingest.keys.WrappedKey;

/**
 * An object on its way into the volume: encrypted into a file of its own, which gets its name, then
 * content and name are forced to the device. In this order one commit of the file system's journal
 * holds both; a crash in between leaves a name that no index row knows. Whoever has the result can
 * lose power.
 */
final class LocalPendingObject implements PendingObject {
    private final VolumeLayout layout;
    private final StorageWorkers workers;
    private final SharedForce folders;
    private final ObjectId id;
    private final WrappedKey key;
    private final DurableFile file;
    private final OutputStream encrypted;
    private final MessageDigest digest = Sha256.start();
    private long size;

    private LocalPendingObject(
            VolumeLayout layout,
            StorageWorkers workers,
            SharedForce folders,
            ObjectId id,
            WrappedKey key,
            DurableFile file,
            OutputStream encrypted) {
        this.layout = layout;
        this.workers = workers;
        this.folders = folders;
        this.id = id;
        this.key = key;
        this.file = file;
        this.encrypted = encrypted;
    }

    /** Opens the file. Blocks. */
    static LocalPendingObject open(
            VolumeLayout layout,
            StorageWorkers workers,
            SharedForce folders,
            DataKey key,
            ObjectId id)
            throws IOException, GeneralSecurityException {
        DurableFile file = new DurableFile(layout.pending(id));
        try {
            OutputStream encrypted =
                    ObjectCipher.of(key).newEncryptingStream(file, ObjectCipher.binding(id));
            return new LocalPendingObject(
                    layout, workers, folders, id, key.wrapped(), file, encrypted);
        } catch (IOException | GeneralSecurityException e) {
            file.abandon();
            Files.deleteIfExists(layout.pending(id));
            throw e;
        }
    }

    @Override
    public ObjectId id() {
        return id;
    }

    @Override
    public Uni<Void> write(ByteBuffer bytes) {
        return LocalVolume.translated(
                workers.run(() -> {
                    digest.update(bytes.duplicate());
                    encrypted.write(
                            bytes.array(),
                            bytes.arrayOffset() + bytes.position(),
                            bytes.remaining());
                    size += bytes.remaining();
                    return null;
                }));
    }

    @Override
    public Uni<StoredObject> commit() {
        return LocalVolume.translated(workers.run(this::makeDurable));
    }

    private StoredObject makeDurable() throws IOException {
        encrypted.close();
        Path folder = layout.folder(id);
        Durability.createFolder(layout.root(), folder);
        Files.move(layout.pending(id), layout.committed(id), StandardCopyOption.ATOMIC_MOVE);
        file.makeDurable();
        folders.force(folder);
        return new StoredObject(id, key, size, Sha256.of(digest.digest()));
    }

    @Override
    public Uni<Void> discard() {
        return LocalVolume.translated(
                workers.run(() -> {
                    file.abandon();
                    Files.deleteIfExists(layout.pending(id));
                    Files.deleteIfExists(layout.committed(id));
                    return null;
                }));
    }
}
