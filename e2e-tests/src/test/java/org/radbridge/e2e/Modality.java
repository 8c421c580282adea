package org.radbridge.e2e;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.radbridge.devstack.suite.SuitePort;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.io.DataSetWriter;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.dicom.net.AssociationRequest;
import org.radbridge.dicom.net.CStoreRequest;
import org.radbridge.dicom.net.ClientAssociation;
import org.radbridge.dicom.net.DicomClient;
import org.radbridge.phantoms.PhantomStudy;

/** Sends studies as a modality does (C-STORE), and as a gateway does (STOW-RS). */
final class Modality {
    static final String CALLING_AE = "MODALITY";
    static final String CALLED_AE = "RADBRIDGE";
    static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final Vertx VERTX = Vertx.vertx();
    private static final String BOUNDARY = "radbridge-e2e-boundary";
    private static final String MULTIPART =
            "multipart/related; type=\"application/dicom\"; boundary=" + BOUNDARY;

    private final RunningSuite suite;

    Modality(RunningSuite suite) {
        this.suite = suite;
    }

    /** Sends every instance on one association; the statuses in order. */
    List<DimseStatus> cStore(PhantomStudy study) {
        return cStore(study, CALLING_AE, study.size());
    }

    /** Sends the first instances of a study. */
    List<DimseStatus> cStore(PhantomStudy study, String callingAe, int instances) {
        AssociationRequest request =
                AssociationRequest.to(
                                "localhost",
                                suite.port(SuitePort.INGEST_DIMSE),
                                CALLED_AE,
                                callingAe)
                        .withStorage(study.sopClassUid(), Set.of(SYNTAX));
        ClientAssociation association = result(DicomClient.create(VERTX).associate(request));
        List<DimseStatus> statuses = new ArrayList<>();
        for (int instance = 1; instance <= instances; instance++) {
            CStoreRequest store =
                    CStoreRequest.of(
                            study.sopClassUid(), study.identity().sopInstanceUid(instance), SYNTAX);
            Buffer dataSet = Buffer.buffer(DataSetWriter.write(study.dataSet(instance), SYNTAX));
            statuses.add(result(association.store(store, dataSet)));
        }
        result(association.release());
        return statuses;
    }

    /** Sends the whole study in one STOW-RS request. */
    Answer stow(PhantomStudy study) {
        List<byte[]> parts = study.dataSets().stream().map(Modality::part10).toList();
        return stow(suite.api().clientToken("dicomweb-gateway"), parts);
    }

    Answer stow(String token, List<byte[]> parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.writeBytes(
                    ("--" + BOUNDARY + "\r\nContent-Type: application/dicom\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(part);
            body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return suite.api()
                .post(suite.ingest("/dicom-web/studies"), token, MULTIPART, body.toByteArray());
    }

    static byte[] part10(DataSet dataSet) {
        return Part10Writer.write(dataSet, SYNTAX);
    }

    /** Waits; what the future failed with is the cause of a {@link CompletionException}. */
    private static <T> T result(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within a minute", e);
        }
    }
}
