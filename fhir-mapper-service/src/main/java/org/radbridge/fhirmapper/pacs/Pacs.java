package org.radbridge.fhirmapper.pacs;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.io.DataSetWriter;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.dicom.net.AssociationRequest;
import org.radbridge.dicom.net.CStoreRequest;
import org.radbridge.dicom.net.ClientAssociation;
import org.radbridge.dicom.net.DicomClient;
import org.radbridge.dicom.net.NRequest;
import org.radbridge.dicom.net.NResponse;
import org.radbridge.dicom.net.NormalizedScp;
import org.radbridge.dicom.net.StorageCommitment;
import org.radbridge.dicom.web.MultipartRelatedWriter;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.work.Outage;

/** A destination from outside: it stores objects, and says whether it holds them. */
public class Pacs {
    private static final TransferSyntax TRANSFER_SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final Duration REST = Duration.ofSeconds(5);
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;

    private final Destination destination;
    private final DestinationConfig config;
    private final Vertx vertx;
    private final DicomClient dimse;
    private final HttpClient http;
    private final Outage outage = new Outage(REST);

    public Pacs(Vertx vertx, Destination destination) {
        this.destination = destination;
        this.config = destination.config();
        this.vertx = vertx;
        this.dimse = DicomClient.create(vertx);
        this.http =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout((int) config.timeout().toMillis())
                                .setTcpNoDelay(true));
    }

    public Destination destination() {
        return destination;
    }

    /** An object ready to be sent. */
    record Outgoing(
            String studyInstanceUid, String sopClassUid, String sopInstanceUid, Buffer bytes) {}

    /** Encodes an object for the way in which this PACS is sent to: computation. */
    Outgoing encode(DataSet object) {
        byte[] bytes =
                switch (config.protocol()) {
                    case C_STORE -> DataSetWriter.write(object, TRANSFER_SYNTAX);
                    case STOW_RS -> Part10Writer.write(object, TRANSFER_SYNTAX);
                };
        return new Outgoing(
                object.string(Tag.StudyInstanceUID).orElseThrow(),
                object.string(Tag.SOPClassUID).orElseThrow(),
                object.string(Tag.SOPInstanceUID).orElseThrow(),
                Buffer.buffer(bytes));
    }

    /**
     * Sends an object. Success means that the PACS said so, which is not yet that it shows it.
     * Fails with a {@link PacsFailure}.
     */
    Uni<Void> store(Outgoing object) {
        return switch (config.protocol()) {
            case C_STORE -> asked(() -> cStore(object));
            case STOW_RS -> asked(() -> stow(object));
        };
    }

    /** Whether the PACS shows an object (QIDO-RS, PS3.18 section 10.6). */
    Uni<Boolean> holds(String studyInstanceUid, String sopInstanceUid) {
        return asked(() ->
                http.request(
                                request(
                                        HttpMethod.GET,
                                        "/studies/"
                                                + studyInstanceUid
                                                + "/instances?SOPInstanceUID="
                                                + sopInstanceUid))
                        .compose(r ->
                                r.putHeader(HttpHeaders.ACCEPT, "application/dicom+json").send())
                        .compose(response -> shown(response, sopInstanceUid)));
    }

    /**
     * Asks the PACS to take responsibility for objects, and waits for its report while the
     * association stands (PS3.4 annex J); a PACS may report later, on an association of its own.
     *
     * @return what it reported; empty when it has not yet
     */
    Uni<Optional<StorageCommitment.Result>> commit(StorageCommitment.Request request) {
        return asked(() -> {
            Promise<Optional<StorageCommitment.Result>> reported = Promise.promise();
            NormalizedScp reports =
                    (event, _) -> {
                        StorageCommitment.Result result =
                                StorageCommitment.Result.of((NRequest.NEventReport) event);
                        if (result.transactionUid().equals(request.transactionUid())) {
                            reported.tryComplete(Optional.of(result));
                        }
                        return Future.succeededFuture(NResponse.success());
                    };
            return dimse.associate(
                            destination
                                    .association()
                                    .withSopClass(Uid.StorageCommitmentPushModel)
                                    .withNormalized(Uid.StorageCommitmentPushModel, reports))
                    .compose(association ->
                            association
                                    .request(request.action())
                                    .compose(response -> taken(response, reported))
                                    .eventually(() -> closed(association)));
        });
    }

    private Future<Optional<StorageCommitment.Result>> taken(
            NResponse response, Promise<Optional<StorageCommitment.Result>> reported) {
        if (response.status().code() != DimseStatus.SUCCESS.code()) {
            return refused("storage commitment status %04X".formatted(response.status().code()));
        }
        long timer =
                vertx.setTimer(
                        config.timeout().toMillis(), _ -> reported.tryComplete(Optional.empty()));
        return reported.future().onComplete(_ -> vertx.cancelTimer(timer));
    }

    private Future<Void> cStore(Outgoing object) {
        AssociationRequest request =
                destination
                        .association()
                        .withStorage(object.sopClassUid(), Set.of(TRANSFER_SYNTAX));
        return dimse.associate(request)
                .compose(association ->
                        association
                                .store(
                                        CStoreRequest.of(
                                                object.sopClassUid(),
                                                object.sopInstanceUid(),
                                                TRANSFER_SYNTAX),
                                        object.bytes())
                                .eventually(() -> closed(association))
                                .compose(Pacs::accepted));
    }

    /** The answer counts, not how the association ends. */
    private static Future<Void> closed(ClientAssociation association) {
        return association.release().otherwiseEmpty();
    }

    private static Future<Void> accepted(DimseStatus status) {
        // Sent before and answered too late to be heard: the PACS has it.
        boolean there = status.code() == DimseStatus.DUPLICATE_SOP_INSTANCE.code();
        return there || status.code() == DimseStatus.SUCCESS.code() || isWarning(status)
                ? Future.succeededFuture()
                : refused("C-STORE status %04X".formatted(status.code()));
    }

    /** PS3.7 annex C: Bxxx means stored, with a remark. */
    private static boolean isWarning(DimseStatus status) {
        return status.code() >> 12 == 0xB;
    }

    private Future<Void> stow(Outgoing object) {
        MultipartRelatedWriter writer = MultipartRelatedWriter.of("application/dicom");
        Buffer body = writer.part(object.bytes()).appendBuffer(writer.close());
        return http.request(request(HttpMethod.POST, "/studies/" + object.studyInstanceUid()))
                .compose(r ->
                        r.putHeader(HttpHeaders.CONTENT_TYPE, writer.contentType())
                                .putHeader(HttpHeaders.ACCEPT, "application/dicom+json")
                                .send(body))
                .compose(response ->
                        response.statusCode() == 200
                                ? Future.succeededFuture()
                                : refused("STOW-RS status " + response.statusCode()));
    }

    private RequestOptions request(HttpMethod method, String path) {
        return new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(config.url().orElseThrow() + path)
                .setIdleTimeout(config.timeout().toMillis());
    }

    private static Future<Boolean> shown(HttpClientResponse response, String sopInstanceUid) {
        return switch (response.statusCode()) {
            case 200 -> response.body().map(body -> contains(body, sopInstanceUid));
            case NO_CONTENT, NOT_FOUND -> Future.succeededFuture(false);
            default -> refused("QIDO-RS status " + response.statusCode());
        };
    }

    private static boolean contains(Buffer body, String sopInstanceUid) {
        try {
            return DicomJson.readAll(body.toString(StandardCharsets.UTF_8)).stream()
                    .anyMatch(instance ->
                            instance.string(Tag.SOPInstanceUID)
                                    .filter(sopInstanceUid::equals)
                                    .isPresent());
        } catch (DicomFormatException e) {
            throw new RadbridgeException(
                    PacsFailure.NOT_CONFIRMED, "its QIDO-RS answer is not DICOM JSON", e);
        }
    }

    private static <T> Future<T> refused(String detail) {
        return Future.failedFuture(new RadbridgeException(PacsFailure.REFUSED, detail));
    }

    private <T> Uni<T> asked(Supplier<Future<T>> question) {
        return Uni.createFrom()
                .deferred(() -> outage.admits() ? answer(question) : resting())
                .onFailure(failure -> !(failure instanceof RadbridgeException))
                .transform(cause ->
                        new RadbridgeException(
                                PacsFailure.UNREACHABLE,
                                "no answer: " + cause.getClass().getName(),
                                cause));
    }

    private <T> Uni<T> answer(Supplier<Future<T>> question) {
        return Uni.createFrom()
                .completionStage(() -> question.get().toCompletionStage())
                .invoke(outage::answered)
                .onFailure()
                .invoke(failure -> {
                    if (failure instanceof RadbridgeException) {
                        outage.answered();
                    } else {
                        outage.failed();
                    }
                });
    }

    private static <T> Uni<T> resting() {
        return Uni.createFrom()
                .failure(
                        new RadbridgeException(
                                PacsFailure.UNREACHABLE, "it did not answer a moment ago"));
    }

    void stop() {
        http.close();
    }
}
