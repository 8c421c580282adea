package org.radbridge.benchmarks.visible;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.radbridge.benchmarks.visible.StudyFeed.OutgoingInstance;
import org.radbridge.benchmarks.visible.StudyFeed.OutgoingStudy;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.AssociationRequest;
import org.radbridge.dicom.net.ClientAssociation;
import org.radbridge.dicom.net.DicomClient;

/** Sends each study by C-STORE, on an association of its own as a modality does. */
final class Modality implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    private final DicomClient client = DicomClient.create(vertx);
    private final int port;

    /**
     * @param port of the suite's DIMSE listener on this machine
     */
    Modality(int port) {
        this.port = port;
    }

    /**
     * Sends every instance; returns when the last was answered.
     *
     * @throws IOException when an instance is not stored
     */
    void send(OutgoingStudy study) throws IOException, InterruptedException {
        AssociationRequest request =
                AssociationRequest.to("localhost", port, "RADBRIDGE", "MODALITY")
                        .withContext(study.sopClassUid(), StudyFeed.SYNTAX);
        ClientAssociation association = await(client.associate(request));
        try {
            for (OutgoingInstance instance : study.instances()) {
                DimseStatus status =
                        await(association.store(instance.request(), instance.dataSet()));
                if (!status.isDone()) {
                    throw new IOException("C-STORE was answered " + status);
                }
            }
            await(association.release());
        } catch (IOException | InterruptedException e) {
            association.abort();
            throw e;
        }
    }

    private static <T> T await(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("The association failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("No answer within " + PATIENCE.toSeconds() + " s", e);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
