package org.radbridge.devstack.ehr;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A connection that messages come by: each is recorded, then acknowledged with AA, or with AR when
 * it is no result.
 */
final class MllpReceiver {

    private static final byte START = 0x0B;
    private static final byte END = 0x1C;
    private static final int LONGEST = 32 << 20;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    private final Vertx vertx;
    private final NetSocket socket;
    private final ResultLog log;
    private Buffer content = Buffer.buffer();
    private Future<Void> last = Future.succeededFuture();

    MllpReceiver(Vertx vertx, NetSocket socket, ResultLog log) {
        this.vertx = vertx;
        this.socket = socket;
        this.log = log;
        socket.handler(this::received);
    }

    private void received(Buffer bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            byte next = bytes.getByte(i);
            if (next == START) {
                content = Buffer.buffer();
            } else if (next == END) {
                String text = content.toString(StandardCharsets.UTF_8);
                last = last.eventually(() -> take(text));
            } else if (content.length() < LONGEST) {
                content.appendByte(next);
            } else {
                socket.close();
                return;
            }
        }
    }

    private Future<Void> take(String text) {
        String controlId = ResultLog.field(text, "MSH", 10);
        boolean result = ResultLog.field(text, "MSH", 9).startsWith("ORU^R01");
        return vertx.executeBlocking(
                        () -> {
                            if (result) {
                                log.received(controlId, text);
                            }
                            return result;
                        })
                .compose(taken -> socket.write(acknowledgement(controlId, taken)))
                .onFailure(cause -> socket.close());
    }

    private static Buffer acknowledgement(String controlId, boolean taken) {
        String text =
                "MSH|^~\\&|EHR|HOSPITAL|RADBRIDGE|RADBRIDGE|"
                        + TIME.format(LocalDateTime.now(ZoneOffset.UTC))
                        + "||ACK^R01^ACK|A"
                        + controlId
                        + "|P|2.5.1\rMSA|"
                        + (taken ? "AA" : "AR")
                        + "|"
                        + controlId
                        + "\r";
        return Buffer.buffer()
                .appendByte(START)
                .appendString(text)
                .appendByte(END)
                .appendByte((byte) '\r');
    }
}
