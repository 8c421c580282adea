package org.radbridge.ingest.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.io.DataSetWriter;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.net.AssociationRequest;
import org.radbridge.dicom.net.CStoreRequest;
import org.radbridge.dicom.net.ClientAssociation;
import org.radbridge.dicom.net.DicomClient;
import org.radbridge.dicom.net.NRequest;
import org.radbridge.dicom.net.NResponse;

/** A C-STORE SCU. */
public final class Modality implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ClientAssociation association;

    private Modality(ClientAssociation association) {
        this.association = association;
    }

    /** An instance as it goes over the wire. */
    public record Outgoing(CStoreRequest request, Buffer dataSet) {

        /** The data set of a file. */
        public static Outgoing of(byte[] file) {
            Part10File read = Part10Reader.read(file);
            DataSet dataSet = read.dataSet();
            return new Outgoing(
                    CStoreRequest.of(
                            dataSet.string(Tag.SOPClassUID).orElseThrow(),
                            dataSet.string(Tag.SOPInstanceUID).orElseThrow(),
                            read.transferSyntax()),
                    Buffer.buffer(DataSetWriter.write(dataSet, read.transferSyntax())));
        }

        /** The same, cut off. */
        public Outgoing cutTo(int bytes) {
            return new Outgoing(request, dataSet.getBuffer(0, bytes));
        }
    }

    /** Opens an association for C-ECHO and for what the instances need. */
    public static Modality open(Vertx vertx, int port, String title, List<Outgoing> instances) {
        Map<String, Set<TransferSyntax>> needed = new HashMap<>();
        for (Outgoing instance : instances) {
            needed.computeIfAbsent(instance.request().sopClassUid(), _ -> new HashSet<>())
                    .add(instance.request().transferSyntax());
        }
        AssociationRequest request =
                AssociationRequest.to("127.0.0.1", port, "RADBRIDGE", title)
                        .withVerification()
                        .withContext(
                                Uid.ModalityPerformedProcedureStep,
                                TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN)
                        .withContext(
                                Uid.StorageCommitmentPushModel,
                                TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN)
                        .withContext(
                                Uid.InstanceAvailabilityNotification,
                                TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        for (Map.Entry<String, Set<TransferSyntax>> context : needed.entrySet()) {
            request = request.withStorage(context.getKey(), context.getValue());
        }
        return new Modality(await(DicomClient.create(vertx).associate(request)));
    }

    /** C-ECHO. */
    public DimseStatus echo() {
        return await(association.echo());
    }

    /** A DIMSE-N request. */
    public NResponse request(NRequest request) {
        return await(association.request(request));
    }

    /** C-STORE. */
    public DimseStatus store(Outgoing instance) {
        return await(storeLater(instance));
    }

    /** C-STORE, without waiting for it. */
    public Future<DimseStatus> storeLater(Outgoing instance) {
        return association.store(instance.request(), instance.dataSet());
    }

    /** Breaks the association off. */
    public void abort() {
        association.abort();
    }

    @Override
    public void close() {
        await(association.release());
    }

    /** Waits for a result; a failure is thrown as it is. */
    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
