package org.radbridge.devstack.send;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.io.DataSetWriter;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.net.AssociationRequest;
import org.radbridge.dicom.net.CStoreRequest;
import org.radbridge.dicom.net.ClientAssociation;
import org.radbridge.dicom.net.DicomClient;

/** C-STORE: one association at a time, opened again when it is lost. */
public final class AssociationSender implements Sender {

    private static final int MOST_CONTEXTS = 128;
    private static final int PATIENCE_SECONDS = 120;
    private static final OpenOptions READ_ONLY = new OpenOptions().setWrite(false).setCreate(false);

    private record Context(String sopClassUid, TransferSyntax transferSyntax) {}

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
    private final String host;
    private final int port;
    private final String calledAeTitle;
    private final String callingAeTitle;

    public AssociationSender(String host, int port, String calledAeTitle, String callingAeTitle) {
        this.host = host;
        this.port = port;
        this.calledAeTitle = calledAeTitle;
        this.callingAeTitle = callingAeTitle;
    }

    @Override
    public void send(List<DicomFile> files, Consumer<Outcome> outcomes)
            throws InterruptedException {
        for (List<DicomFile> group : groups(files)) {
            sendGroup(group, outcomes);
        }
    }

    /** Files that fit the presentation contexts of one association. */
    private static List<List<DicomFile>> groups(List<DicomFile> files) {
        Map<Context, List<DicomFile>> byContext = new LinkedHashMap<>();
        for (DicomFile file : files) {
            Context context = new Context(file.sopClassUid(), file.transferSyntax());
            byContext.computeIfAbsent(context, _ -> new ArrayList<>()).add(file);
        }
        List<List<DicomFile>> groups = new ArrayList<>();
        int contexts = MOST_CONTEXTS;
        for (List<DicomFile> same : byContext.values()) {
            if (contexts == MOST_CONTEXTS) {
                groups.add(new ArrayList<>());
                contexts = 0;
            }
            groups.getLast().addAll(same);
            contexts++;
        }
        return groups;
    }

    private void sendGroup(List<DicomFile> files, Consumer<Outcome> outcomes)
            throws InterruptedException {
        ClientAssociation association = null;
        for (DicomFile file : files) {
            try {
                if (association == null) {
                    association = associate(files);
                }
                DimseStatus status = await(store(association, file));
                outcomes.accept(
                        status.isDone()
                                ? Outcome.stored(file)
                                : new Outcome(file, "status " + status));
            } catch (ExecutionException | TimeoutException e) {
                outcomes.accept(new Outcome(file, reason(e)));
                abort(association);
                association = null;
            }
        }
        release(association);
    }

    private ClientAssociation associate(List<DicomFile> files)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<Context> contexts = new LinkedHashSet<>();
        files.forEach(file -> contexts.add(new Context(file.sopClassUid(), file.transferSyntax())));
        AssociationRequest request =
                AssociationRequest.to(host, port, calledAeTitle, callingAeTitle);
        for (Context context : contexts) {
            request = request.withContext(context.sopClassUid(), context.transferSyntax());
        }
        return await(DicomClient.create(vertx).associate(request));
    }

    private Future<DimseStatus> store(ClientAssociation association, DicomFile file) {
        CStoreRequest request =
                CStoreRequest.of(file.sopClassUid(), file.sopInstanceUid(), file.transferSyntax());
        if (file.dataSetOffset().isEmpty()) {
            return vertx.executeBlocking(() -> encoded(file))
                    .compose(dataSet -> association.store(request, dataSet));
        }
        return vertx.fileSystem()
                .open(file.path().toString(), READ_ONLY)
                .compose((AsyncFile content) ->
                        association
                                .store(request, content.setReadPos(file.dataSetOffset().getAsInt()))
                                .eventually(() -> content.close()));
    }

    /** A file without a sound header is read whole and written as it should be. */
    private static Buffer encoded(DicomFile file) throws IOException {
        var content = Part10Reader.read(file.path());
        return Buffer.buffer(DataSetWriter.write(content.dataSet(), content.transferSyntax()));
    }

    private static void abort(@Nullable ClientAssociation association) {
        if (association != null) {
            association.abort();
        }
    }

    private static void release(@Nullable ClientAssociation association)
            throws InterruptedException {
        if (association == null) {
            return;
        }
        try {
            await(association.release());
        } catch (ExecutionException | TimeoutException e) {
            association.abort();
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }

    private static <T> T await(Future<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
