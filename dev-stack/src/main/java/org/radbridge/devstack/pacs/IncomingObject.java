package org.radbridge.devstack.pacs;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;

/** An object that is being written to disk as it comes in; memory holds one piece at a time. */
final class IncomingObject {

    private final Vertx vertx;
    private final ObjectStore store;
    private Optional<Path> file = Optional.empty();
    private Optional<FileChannel> channel = Optional.empty();

    IncomingObject(Vertx vertx, ObjectStore store) {
        this.vertx = vertx;
        this.store = store;
    }

    /** Appends; completes when the bytes are written. */
    Future<Void> write(Buffer piece) {
        return onWorker(() -> {
            ByteBuffer bytes = piece.getByteBuf().nioBuffer();
            FileChannel out = open();
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            return null;
        });
    }

    /** All bytes are there: the object is stored, or the future fails and nothing is kept. */
    Future<StoredObject> commit() {
        return onWorker(() -> {
            open().close();
            return store.commit(path());
        });
    }

    /** Nothing more will come: what was written is deleted. */
    Future<Void> discard() {
        return onWorker(() -> {
            if (channel.isPresent()) {
                channel.get().close();
                Files.deleteIfExists(path());
            }
            return null;
        });
    }

    private FileChannel open() throws IOException {
        if (channel.isEmpty()) {
            Path created = store.newIncoming();
            file = Optional.of(created);
            channel = Optional.of(FileChannel.open(created, StandardOpenOption.WRITE));
        }
        return channel.get();
    }

    private Path path() {
        return file.orElseThrow(() -> new IllegalStateException("nothing was written"));
    }

    private <T> Future<T> onWorker(Callable<T> work) {
        return vertx.executeBlocking(work, true);
    }
}
