package org.radbridge.dicom.web;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.Iterator;

/**
 * Hands the parts of a multipart/related body to a handler with back-pressure. Either {@link #feed}
 * pieces, each after the future of the one before, and {@link #finish}; or let {@link #parse} do so
 * from a stream that it pauses and resumes.
 *
 * <p>Not safe for threads: all calls, and the completion of the handler's futures, on one event
 * loop.
 */
public final class MultipartRelatedParser {

    private final MultipartRelatedDecoder decoder;
    private final PartHandler handler;
    private Future<Void> latest = Future.succeededFuture();

    /**
     * @throws MultipartException when the content type is not multipart/related with a boundary
     */
    public MultipartRelatedParser(
            MediaType contentType, MultipartLimits limits, PartHandler handler) {
        this.decoder = MultipartRelatedDecoder.of(contentType, limits);
        this.handler = handler;
    }

    /**
     * Takes the next piece; pause the source until the future completes. Fails with {@link
     * MultipartException}.
     */
    public Future<Void> feed(Buffer piece) {
        Iterator<MultipartEvent> events;
        try {
            events = decoder.feed(piece).iterator();
        } catch (MultipartException malformed) {
            return Future.failedFuture(malformed);
        }
        return handleNext(events);
    }

    /**
     * Tells that no more bytes come. Fails with MISSING_FINAL_BOUNDARY when the body is not closed.
     */
    public Future<Void> finish() {
        try {
            decoder.finish();
            return Future.succeededFuture();
        } catch (MultipartException cut) {
            return Future.failedFuture(cut);
        }
    }

    /**
     * Goes on in a loop while the handler is done at once, so that the stack does not grow with the
     * parts.
     */
    private Future<Void> handleNext(Iterator<MultipartEvent> events) {
        while (events.hasNext()) {
            Future<Void> handled = handle(events.next());
            if (handled.failed()) {
                return handled;
            }
            if (!handled.isComplete()) {
                return handled.compose(done -> handleNext(events));
            }
        }
        return Future.succeededFuture();
    }

    private Future<Void> handle(MultipartEvent event) {
        try {
            return switch (event) {
                case MultipartEvent.PartBegin(PartHeaders headers) -> handler.begin(headers);
                case MultipartEvent.PartData(Buffer bytes) -> handler.data(bytes);
                case MultipartEvent.PartEnd() -> handler.end();
            };
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    /**
     * Reads a whole stream. The future completes after the last part was handled, or fails with the
     * first failure: the stream is then left paused.
     */
    public Future<Void> parse(ReadStream<Buffer> source) {
        Promise<Void> parsed = Promise.promise();
        source.pause();
        source.exceptionHandler(parsed::tryFail);
        source.endHandler(end ->
                latest.compose(done -> finish())
                        .onSuccess(parsed::tryComplete)
                        .onFailure(parsed::tryFail));
        source.handler(piece -> {
            if (parsed.future().isComplete()) {
                return;
            }
            source.pause();
            latest = feed(piece).onSuccess(done -> source.resume()).onFailure(parsed::tryFail);
        });
        source.resume();
        return parsed.future();
    }
}
