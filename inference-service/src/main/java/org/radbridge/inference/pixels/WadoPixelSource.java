package org.radbridge.inference.pixels;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.web.MultipartException;
import org.radbridge.kit.failure.PermanentFailure;

/** Pixels from the ingest-service over WADO-RS (PS3.18 §10.4). */
@ApplicationScoped
public class WadoPixelSource implements PixelSource {
    private static final String METADATA = "application/dicom+json";
    private static final String INSTANCE =
            "multipart/related; type=\"application/dicom\"; transfer-syntax=*";

    private final WadoRs wado;
    private final ImageWorkers workers;
    private final long maxMetadata;
    private final long maxInstance;

    public WadoPixelSource(WadoRs wado, ImageWorkers workers, PixelsConfiguration configuration) {
        this.wado = wado;
        this.workers = workers;
        this.maxMetadata = configuration.maxMetadata().asLongValue();
        this.maxInstance = configuration.maxInstance().asLongValue();
    }

    @Override
    public Uni<List<Slice>> slices(String studyInstanceUid, String seriesInstanceUid) {
        String path = "/studies/" + studyInstanceUid + "/series/" + seriesInstanceUid + "/metadata";
        return wado.get(path, METADATA, response -> body(path, response))
                .emitOn(workers.executor())
                .map(SeriesMetadata::slices)
                .onFailure(DicomFormatException.class)
                .transform(cause -> unreadable(path, cause));
    }

    @Override
    public Multi<StoredImage> images(
            String studyInstanceUid, String seriesInstanceUid, Set<String> sopInstanceUids) {
        String path = path(studyInstanceUid, seriesInstanceUid, sopInstanceUids);
        Demand demand = new Demand();
        return Multi.createFrom()
                .<Part10File>emitter(
                        emitter -> read(path, sopInstanceUids, demand, emitter),
                        BackPressureStrategy.BUFFER)
                .onRequest()
                .invoke(demand::add)
                .emitOn(workers.executor(), 1)
                .map(file ->
                        PixelDecoder.decode(file.transferSyntax(), file.dataSet(), maxInstance));
    }

    /** A single image is read alone, several with the whole series, in one request. */
    private static String path(String study, String series, Set<String> sopInstanceUids) {
        String whole = "/studies/%s/series/%s".formatted(study, series);
        return sopInstanceUids.size() == 1
                ? whole + "/instances/" + sopInstanceUids.iterator().next()
                : whole;
    }

    private void read(
            String path,
            Set<String> sopInstanceUids,
            Demand demand,
            MultiEmitter<? super Part10File> emitter) {
        Set<String> missing = new HashSet<>(sopInstanceUids);
        InstanceParts parts =
                new InstanceParts(
                        maxInstance,
                        file -> {
                            String uid = file.dataSet().string(Tag.SOPInstanceUID).orElse("");
                            if (!missing.remove(uid)) {
                                return Future.succeededFuture();
                            }
                            emitter.emit(file);
                            return demand.handedOver();
                        });
        emitter.onTermination(demand::cancel);
        wado.get(path, INSTANCE, parts::read)
                .subscribe()
                .with(
                        _ -> {
                            if (missing.isEmpty()) {
                                emitter.complete();
                            } else {
                                emitter.fail(
                                        new PermanentFailure(
                                                PixelsFailure.STUDY_GONE,
                                                path + ": " + missing.size() + " images"));
                            }
                        },
                        failure -> {
                            if (!emitter.isCancelled()) {
                                emitter.fail(failure);
                            }
                        });
    }

    private Future<String> body(String path, HttpClientResponse response) {
        Promise<String> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.endHandler(_ -> whole.tryComplete(body.toString()));
        response.handler(piece -> {
            if (body.length() + piece.length() <= maxMetadata) {
                body.appendBuffer(piece);
            } else {
                whole.tryFail(
                        new PermanentFailure(
                                PixelsFailure.TOO_LARGE,
                                path + ": more than " + maxMetadata + " bytes"));
            }
        });
        return whole.future();
    }

    static PermanentFailure unreadable(String what, Throwable cause) {
        String problem =
                switch (cause) {
                    case DicomFormatException format -> format.kind().name();
                    case MultipartException multipart -> multipart.kind().name();
                    default -> cause.getClass().getName();
                };
        return new PermanentFailure(PixelsFailure.UNREADABLE, what + ": " + problem, cause);
    }
}
