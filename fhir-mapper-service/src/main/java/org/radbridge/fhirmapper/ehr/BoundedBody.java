package org.radbridge.fhirmapper.ehr;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import org.radbridge.kit.failure.RadbridgeException;

/** An answer's body, as far as anybody needs to send us. */
final class BoundedBody {
    private static final int LONGEST = 4 << 20;

    private BoundedBody() {}

    /** The body; fails with {@link EhrFailure#UNREADABLE} when it does not end in time. */
    static Future<Buffer> of(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.handler(part -> {
            if (body.length() + part.length() > LONGEST) {
                response.handler(_ -> {});
                whole.tryFail(
                        new RadbridgeException(
                                EhrFailure.UNREADABLE, "longer than " + LONGEST + " bytes"));
                response.request().reset();
            } else {
                body.appendBuffer(part);
            }
        });
        response.endHandler(_ -> whole.tryComplete(body));
        return whole.future();
    }
}
