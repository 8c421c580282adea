package org.radbridge.dicom.web;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Frames the parts of a multipart/related body: for each part {@link #beginPart}, its bytes, {@link
 * #endPart}; then {@link #close}. Holds no state but the boundary.
 */
public final class MultipartRelatedWriter {

    private final String boundary;
    private final String partType;

    /**
     * @param boundary 1 to 70 characters that occur in no part
     * @param partType the media type of the parts: {@code application/dicom}
     */
    public MultipartRelatedWriter(String boundary, String partType) {
        this.boundary = boundary;
        this.partType = partType;
    }

    /** A writer with a random boundary. */
    public static MultipartRelatedWriter of(String partType) {
        return new MultipartRelatedWriter("radbridge-" + UUID.randomUUID(), partType);
    }

    /** The value of the Content-Type header. */
    public String contentType() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("type", partType);
        parameters.put("boundary", boundary);
        return new MediaType(MediaType.MULTIPART_RELATED, parameters).toString();
    }

    /** What stands before a part's bytes. */
    public Buffer beginPart() {
        return beginPart(Map.of());
    }

    /**
     * What stands before a part's bytes.
     *
     * @param headers beside Content-Type, which is the part type unless named here
     */
    public Buffer beginPart(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Content-Type", partType);
        all.putAll(headers);
        StringBuilder text = new StringBuilder("--").append(boundary).append("\r\n");
        all.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        return Buffer.buffer(text.append("\r\n").toString());
    }

    /** What stands after a part's bytes. */
    public Buffer endPart() {
        return Buffer.buffer("\r\n");
    }

    /** What ends the body. */
    public Buffer close() {
        return Buffer.buffer("--" + boundary + "--\r\n");
    }

    /** A whole part. */
    public Buffer part(Buffer content) {
        return beginPart().appendBuffer(content).appendBuffer(endPart());
    }
}
