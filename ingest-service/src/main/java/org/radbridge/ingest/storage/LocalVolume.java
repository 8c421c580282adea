package org.radbridge.ingest.storage;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.radbridge.ingest.keys.DataKey;
import org.radbridge.ingest.keys.DataKeys;

/** Objects in a folder of a local or mounted volume, each encrypted with a key of its own. */
public final class LocalVolume implements ObjectStore {
    private final VolumeLayout layout;
    private final DataKeys keys;
    private final StorageWorkers workers;
    private final SharedForce folders = new SharedForce(Durability::force);
    private final DurableFile.Creation files;
    private final long reserve;
    private final FileStore device;

    public LocalVolume(StorageConfig config, DataKeys keys, StorageWorkers workers) {
        this.layout = new VolumeLayout(config.path().toAbsolutePath());
        this.workers = workers;
        this.reserve = config.reserve().asLongValue();
        this.keys = keys;
        try {
            Files.createDirectories(layout.pendingFolder());
            // looked up once, since that reads the table of mounts; its room is asked for each
            // object
            this.device = Files.getFileStore(layout.root());
            this.files =
                    new DurableFile.Creation(
                            config.directWrites()
                                    ? WriteMode.ofVolume(layout.root())
                                    : WriteMode.PAGE_CACHE);
        } catch (IOException e) {
            throw new StorageException.Broken("the volume " + layout.root() + " is unusable", e);
        }
    }

    @Override
    public PendingObject begin(ObjectId id) {
        return new LocalPendingObject(layout, workers, folders, files, this::encryption, id);
    }

    private Encryption encryption() throws IOException {
        long room = device.getUsableSpace();
        if (room < reserve) {
            throw new StorageException.Full(room + " bytes are left on the volume", null);
        }
        return new Encryption(keys.create());
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
        return new ObjectReader(
                () -> FileChannel.open(layout.committed(id), StandardOpenOption.READ),
                ObjectCipher.decrypter(key),
                ObjectCipher.binding(id),
                offset,
                length);
    }

    @Override
    public Uni<Void> delete(ObjectId id) {
        return translated(
                workers.run(() -> {
                    Files.deleteIfExists(layout.committed(id));
                    return null;
                }));
    }

    @Override
    public Multi<ObjectId> begun(Instant from, Instant until) {
        return Multi.createFrom()
                .iterable(() -> layout.minutes(from, until).iterator())
                .onItem()
                .transformToUniAndConcatenate(
                        folder -> translated(workers.run(() -> idsIn(folder))))
                .onItem()
                .disjoint();
    }

    @Override
    public Uni<Integer> discardPending(Instant before) {
        return translated(
                workers.run(() -> {
                    int discarded = 0;
                    for (ObjectId id : idsIn(layout.pendingFolder())) {
                        if (id.createdAt().isBefore(before)) {
                            Files.deleteIfExists(layout.pending(id));
                            discarded++;
                        }
                    }
                    return discarded;
                }));
    }

    private static List<ObjectId> idsIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(
                    files.map(file -> ObjectId.parse(file.getFileName().toString())).toList());
        }
    }

    static <T> Uni<T> translated(Uni<T> work) {
        return StorageFailures.translated(work);
    }
}
