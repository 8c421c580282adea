package org.radbridge.inference.pixels;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.radbridge.dicom.io.DicomFormatException;
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
    public Uni<StoredImage> image(
            String studyInstanceUid, String seriesInstanceUid, String sopInstanceUid) {
        String path =
                "/studies/%s/series/%s/instances/%s"
                        .formatted(studyInstanceUid, seriesInstanceUid, sopInstanceUid);
        return wado.get(path, INSTANCE, response -> new InstanceBody(maxInstance).read(response))
                .emitOn(workers.executor())
                .map(file -> PixelDecoder.decode(file.transferSyntax(), file.dataSet()));
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
