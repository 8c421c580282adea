package org.radbridge.ingest.stow;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.dicom.web.PartHandler;
import org.radbridge.dicom.web.PartHeaders;
import org.radbridge.ingest.dicomweb.ContextFutures;
import org.radbridge.ingest.dicomweb.DicomWebFailure;
import org.radbridge.ingest.receive.InstanceReception;
import org.radbridge.ingest.receive.ReceptionOutcome;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Stores the parts of one body. While earlier instances are made durable, later parts are read:
 * some instances share a commit that way, and their number bounds the memory.
 */
final class StowBody implements PartHandler {
    private static final int UNDER_WAY = 8;

    private final Context context;
    private final Supplier<InstanceReception> receptions;
    private final Consumer<ReceptionOutcome> received;
    private final List<Future<ReceptionOutcome>> results = new ArrayList<>();
    private final Deque<Future<ReceptionOutcome>> underWay = new ArrayDeque<>();
    private @Nullable InstanceReception current;

    /**
     * @param context the event loop of the request
     * @param receptions begins an instance
     * @param received told what became of an instance as soon as it is known, on that event loop
     */
    StowBody(
            Context context,
            Supplier<InstanceReception> receptions,
            Consumer<ReceptionOutcome> received) {
        this.context = context;
        this.receptions = receptions;
        this.received = received;
    }

    @Override
    public Future<Void> begin(PartHeaders headers) {
        boolean dicom =
                headers.contentType()
                        .map(type -> type.type().equals(MediaType.APPLICATION_DICOM))
                        .orElse(headers.value("content-type").isEmpty());
        if (!dicom) {
            return Future.failedFuture(
                    new RadbridgeException(
                            DicomWebFailure.UNSUPPORTED_MEDIA_TYPE,
                            "a part is not of type application/dicom"));
        }
        current = receptions.get();
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> data(Buffer bytes) {
        return ContextFutures.on(context, reception().data(bytes));
    }

    @Override
    public Future<Void> end() {
        Future<ReceptionOutcome> result =
                ContextFutures.on(context, reception().complete())
                        .map(outcome -> {
                            received.accept(outcome);
                            return outcome;
                        });
        current = null;
        results.add(result);
        underWay.add(result);
        return underWay.size() < UNDER_WAY
                ? Future.succeededFuture()
                : underWay.remove().mapEmpty();
    }

    /** Stores whole files, one after another as parts are. */
    Future<Void> takeAll(List<Buffer> files) {
        Future<Void> done = Future.succeededFuture();
        for (Buffer file : files) {
            done =
                    done.compose(
                                    _ -> {
                                        current = receptions.get();
                                        return data(file);
                                    })
                            .compose(_ -> end());
        }
        return done;
    }

    private InstanceReception reception() {
        InstanceReception reception = current;
        if (reception == null) {
            throw new IllegalStateException("a part has content before it begins");
        }
        return reception;
    }

    /** The results of all parts that ended, in their order. */
    Uni<List<ReceptionOutcome>> outcomes() {
        return Uni.createFrom()
                .completionStage(() ->
                        Future.all(results)
                                .map(all -> all.<ReceptionOutcome>list())
                                .toCompletionStage());
    }

    /** Gives up the part that was being read when the body ended or broke. */
    Uni<Void> breakOff() {
        InstanceReception cut = current;
        current = null;
        return cut == null ? Uni.createFrom().voidItem() : cut.abort();
    }
}
