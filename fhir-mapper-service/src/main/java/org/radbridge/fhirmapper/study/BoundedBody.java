package org.radbridge.fhirmapper.study;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** The body of an answer, as long as it is not longer than it may be. */
public final class BoundedBody {
    private BoundedBody() {}

    /** More came than may be held in memory. */
    public static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLongException(long limit) {
            super("the answer is longer than " + limit + " bytes");
        }
    }

    /**
     * Reads the body; to be called on the event loop that brought the response. Fails with {@link
     * TooLongException}, and reads no further, when there is more than the limit.
     *
     * @param limit in bytes
     */
    public static Future<Buffer> read(HttpClientResponse response, long limit) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.endHandler(_ -> whole.tryComplete(body));
        response.handler(piece -> {
            if (body.length() + (long) piece.length() > limit) {
                whole.tryFail(new TooLongException(limit));
                response.request().reset();
            } else {
                body.appendBuffer(piece);
            }
        });
        return whole.future();
    }
}
