package org.radbridge.dicom.fuzz;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.dicom.web.MultipartException;
import org.radbridge.dicom.web.MultipartLimits;
import org.radbridge.dicom.web.MultipartRelatedDecoder;

/**
 * The multipart/related reader: the first byte chooses the size of the pieces, the first line is
 * the content type, the rest is the body.
 */
public final class MultipartFuzz {

    private static final MultipartLimits LIMITS = new MultipartLimits(1 << 10, 100, 64 << 10);

    private MultipartFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        int piece = 1 + (input[0] & 0xFF);
        int lineEnd = 1;
        while (lineEnd < input.length && input[lineEnd] != '\n') {
            lineEnd++;
        }
        String contentType = new String(input, 1, lineEnd - 1, StandardCharsets.ISO_8859_1);
        MediaType type;
        try {
            type = MediaType.parse(contentType);
        } catch (IllegalArgumentException noMediaType) {
            return;
        }
        try {
            MultipartRelatedDecoder decoder = MultipartRelatedDecoder.of(type, LIMITS);
            for (int at = lineEnd + 1; at < input.length; at += piece) {
                int length = Math.min(piece, input.length - at);
                decoder.feed(Buffer.buffer().appendBytes(input, at, length));
            }
            decoder.finish();
        } catch (MultipartException refused) {
            // A typed failure is the answer to what is no multipart/related body.
        }
    }
}
