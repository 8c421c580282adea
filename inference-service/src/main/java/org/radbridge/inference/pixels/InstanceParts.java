package org.radbridge.inference.pixels;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;
import java.util.function.Function;
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

/**
 * Reads the instances of a multipart/related response while it arrives: each is handed on when its
 * last byte is there, and the response waits until it was taken. Used once.
 */
final class InstanceParts implements PartHandler {
    private final MultipartLimits limits;
    private final ReadLimits instanceLimits;
    private final Function<Part10File, Future<Void>> taker;
    private Part10Parser parser;

    /**
     * @param maxBytes of one instance
     * @param taker is given one instance after the other, each after the future of the one before
     */
    InstanceParts(long maxBytes, Function<Part10File, Future<Void>> taker) {
        int keep = (int) Math.min(maxBytes, Integer.MAX_VALUE);
        MultipartLimits defaults = MultipartLimits.DEFAULT;
        this.limits = new MultipartLimits(defaults.maxHeaderBytes(), defaults.maxParts(), maxBytes);
        this.instanceLimits = ReadLimits.WHOLE.withKeepUpTo(keep).withMaxKeptBytes(maxBytes);
        this.taker = taker;
        this.parser = new Part10Parser(instanceLimits);
    }

    /** Fails for good when an instance is too large, or a part is none. */
    Future<Void> read(HttpClientResponse response) {
        String type =
                Optional.ofNullable(response.getHeader(HttpHeaders.CONTENT_TYPE)).orElse("absent");
        try {
            return new MultipartRelatedParser(MediaType.parse(type), limits, this)
                    .parse(response)
                    .recover(cause -> Future.failedFuture(translated(cause)))
                    .onComplete(_ -> parser.abandon());
        } catch (IllegalArgumentException | MultipartException e) {
            return Future.failedFuture(WadoPixelSource.unreadable("content type " + type, e));
        }
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
        parser = new Part10Parser(instanceLimits);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> data(Buffer bytes) {
        parser.feed(bytes.getBytes());
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
        return taker.apply(parser.finish());
    }
}
