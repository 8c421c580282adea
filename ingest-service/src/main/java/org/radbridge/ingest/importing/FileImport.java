package org.radbridge.ingest.importing;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.radbridge.ingest.receive.Door;
import org.radbridge.ingest.receive.InstanceReception;
import org.radbridge.ingest.receive.Quarantine;
import org.radbridge.ingest.receive.Receiver;
import org.radbridge.ingest.receive.ReceptionOutcome;
import org.radbridge.ingest.receive.ReceptionOutcome.Refused;
import org.radbridge.ingest.receive.ReceptionOutcome.Stored;
import org.radbridge.ingest.receive.Sender;
import org.radbridge.ingest.storage.StorageWorkers;

/** Sends one file through the reception, a chunk at a time. */
@ApplicationScoped
class FileImport {
    /** Rules know imported instances by this calling AE title. */
    private static final Sender SENDER = new Sender(Door.IMPORT, "IMPORT", "IMPORT");

    private static final int CHUNK_BYTES = 256 * 1024;
    private static final int PREAMBLE = 128;
    private static final byte[] PREFIX = "DICM".getBytes(StandardCharsets.US_ASCII);

    private final Receiver receiver;
    private final Quarantine quarantine;
    private final StorageWorkers workers;

    FileImport(Receiver receiver, Quarantine quarantine, StorageWorkers workers) {
        this.receiver = receiver;
        this.quarantine = quarantine;
        this.workers = workers;
    }

    /** Never fails: what goes wrong with a file is its result. */
    Uni<FileResult> run(Path folder, Path file) {
        return workers.run(() -> FileChannel.open(folder.resolve(file), StandardOpenOption.READ))
                .chain(channel ->
                        first(channel)
                                .chain(chunk ->
                                        isDicomFile(chunk)
                                                ? receive(file, channel, chunk)
                                                : Uni.createFrom().item(new FileResult.Skipped()))
                                .onTermination()
                                .call(() ->
                                        workers.run(() -> {
                                            channel.close();
                                            return true;
                                        })))
                .onFailure(IOException.class)
                .recoverWithItem(failure ->
                        new FileResult.Refused(
                                new ImportError(
                                        file.toString(),
                                        "unreadable-file",
                                        failure.getClass().getSimpleName()),
                                false));
    }

    private Uni<Buffer> first(FileChannel channel) {
        return chunk(channel);
    }

    private static boolean isDicomFile(Buffer start) {
        return start.length() >= PREAMBLE + PREFIX.length
                && Arrays.equals(start.getBytes(PREAMBLE, PREAMBLE + PREFIX.length), PREFIX);
    }

    private Uni<FileResult> receive(Path file, FileChannel channel, Buffer first) {
        InstanceReception reception = receiver.file(SENDER, null);
        Multi<Buffer> rest =
                Multi.createBy()
                        .repeating()
                        .uni(() -> chunk(channel))
                        .whilst(chunk -> chunk.length() > 0);
        return reception
                .data(first)
                .chain(() ->
                        rest.onItem()
                                .transformToUniAndConcatenate(reception::data)
                                .onItem()
                                .ignoreAsUni())
                .onFailure()
                .call(reception::abort)
                .chain(reception::complete)
                .chain(outcome -> size(channel).map(size -> result(file, outcome, size)));
    }

    private Uni<Long> size(FileChannel channel) {
        return workers.run(channel::size);
    }

    private FileResult result(Path file, ReceptionOutcome outcome, long size) {
        return switch (outcome) {
            case Stored stored ->
                    stored.duplicate() ? new FileResult.Duplicate() : new FileResult.Stored();
            case Refused(var refusal, var _) ->
                    switch (refusal.reason()) {
                        case STORAGE_FULL, STORAGE_UNAVAILABLE, STORAGE_BROKEN, INDEX_UNAVAILABLE ->
                                new FileResult.NotNow(refusal.reason().id());
                        default ->
                                new FileResult.Refused(
                                        new ImportError(
                                                file.toString(),
                                                refusal.reason().id(),
                                                refusal.detail()),
                                        quarantine.takes(refusal.reason(), size));
                    };
        };
    }

    private Uni<Buffer> chunk(FileChannel channel) {
        return workers.run(() -> {
            ByteBuffer bytes = ByteBuffer.allocate(CHUNK_BYTES);
            int read = channel.read(bytes);
            while (read > 0 && bytes.hasRemaining()) {
                read = channel.read(bytes);
            }
            return Buffer.buffer(bytes.position()).appendBytes(bytes.array(), 0, bytes.position());
        });
    }
}
