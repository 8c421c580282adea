package org.radbridge.ingest.storage;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * An object on its way into the volume: encrypted into a file of its own, which gets its name, then
 * content and name are forced to the device. In this order one commit of the file system's journal
 * holds both; a crash in between leaves a name that no index row knows. Whoever has the result can
 * lose power.
 *
 * <p>The file is made when the first bytes come, in the same turn on the store's threads.
 */
final class LocalPendingObject implements PendingObject {
    private final VolumeLayout layout;
    private final StorageWorkers workers;
    private final SharedForce folders;
    private final DurableFile.Creation files;
    private final Opening opening;
    private final ObjectId id;
    private @Nullable Opened opened;

    LocalPendingObject(
            VolumeLayout layout,
            StorageWorkers workers,
            SharedForce folders,
            DurableFile.Creation files,
            Opening opening,
            ObjectId id) {
        this.layout = layout;
        this.workers = workers;
        this.folders = folders;
        this.files = files;
        this.opening = opening;
        this.id = id;
    }

    /** Makes the key, where there is room for an object. Blocks. */
    interface Opening {
        Encryption encryption() throws IOException;
    }

    private record Opened(DurableFile file, Encryption encryption) {}

    @Override
    public ObjectId id() {
        return id;
    }

    @Override
    public Uni<Void> write(ByteBuffer bytes, Runnable first) {
        return LocalVolume.translated(
                workers.run(() -> {
                    first.run();
                    Opened begun = open();
                    begun.encryption().write(bytes);
                    begun.file().flush();
                    return null;
                }));
    }

    private Opened open() throws IOException, GeneralSecurityException {
        Opened known = opened;
        if (known != null) {
            return known;
        }
        Encryption encryption = opening.encryption();
        DurableFile file = files.create(layout.pending(id));
        Opened begun = new Opened(file, encryption);
        opened = begun;
        encryption.begin(file, id);
        return begun;
    }

    @Override
    public Uni<StoredObject> commit() {
        return LocalVolume.translated(workers.run(this::makeDurable));
    }

    private StoredObject makeDurable() throws IOException, GeneralSecurityException {
        Opened whole = open();
        StoredObject stored = whole.encryption().end(id);
        Path folder = layout.folder(id);
        Durability.createFolder(layout.root(), folder);
        Files.move(layout.pending(id), layout.committed(id), StandardCopyOption.ATOMIC_MOVE);
        whole.file().makeDurable();
        folders.force(folder);
        return stored;
    }

    @Override
    public Uni<Void> discard() {
        return LocalVolume.translated(
                workers.run(() -> {
                    Opened begun = opened;
                    if (begun != null) {
                        begun.file().abandon();
                        Files.deleteIfExists(layout.pending(id));
                        Files.deleteIfExists(layout.committed(id));
                    }
                    return null;
                }));
    }
}
