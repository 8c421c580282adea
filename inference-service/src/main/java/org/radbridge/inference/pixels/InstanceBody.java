package org.radbridge.inference.pixels;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Parser;
import org.radbridge.dicom.io.ReadLimits;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.dicom.web.MultipartException;
import org.radbridge.dicom.web.MultipartLimits;
import org.radbridge.dicom.web.MultipartRelatedParser;
import org.radbridge.dicom.web.PartHandler;
import org.radbridge.dicom.web.PartHeaders;
import org.radbridge.kit.failure.PermanentFailure;

/** Reads the one instance of a multipart/related response while it arrives; used once. */
final class InstanceBody implements PartHandler {
    private static final int HEADER_BYTES = 8 << 10;

    private final long maxBytes;
    private final Part10Parser parser;
    private @Nullable Part10File file;

    InstanceBody(long maxBytes) {
        this.maxBytes = maxBytes;
        int keep = (int) Math.min(maxBytes, Integer.MAX_VALUE);
        this.parser =
                new Part10Parser(ReadLimits.WHOLE.withKeepUpTo(keep).withMaxKeptBytes(maxBytes));
    }

    /** Fails for good when the body is too large, or not an instance. */
    Future<Part10File> read(HttpClientResponse response) {
        String type =
                Optional.ofNullable(response.getHeader(HttpHeaders.CONTENT_TYPE)).orElse("absent");
        try {
            MultipartLimits limits = new MultipartLimits(HEADER_BYTES, 1, maxBytes);
            return new MultipartRelatedParser(MediaType.parse(type), limits, this)
                    .parse(response)
                    .map(_ -> whole())
                    .recover(cause -> Future.failedFuture(translated(cause)))
                    .onComplete(_ -> parser.abandon());
        } catch (IllegalArgumentException | MultipartException e) {
            return Future.failedFuture(WadoPixelSource.unreadable("content type " + type, e));
        }
    }

    private Part10File whole() {
        if (file == null) {
            throw new PermanentFailure(PixelsFailure.UNREADABLE, "the response holds no part");
        }
        return file;
    }

    private static Throwable translated(Throwable cause) {
        return switch (cause) {
            case DicomFormatException format when format.kind().isLimit() ->
                    new PermanentFailure(PixelsFailure.TOO_LARGE, format.kind().name(), cause);
            case MultipartException body
                    when body.kind() == MultipartException.Kind.PART_TOO_LONG ->
                    new PermanentFailure(PixelsFailure.TOO_LARGE, body.kind().name(), cause);
            case DicomFormatException _, MultipartException _ ->
                    WadoPixelSource.unreadable("the instance", cause);
            default -> cause;
        };
    }

    @Override
    public Future<Void> begin(PartHeaders headers) {
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> data(Buffer bytes) {
        parser.feed(bytes.getBytes());
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
        file = parser.finish();
        return Future.succeededFuture();
    }
}
