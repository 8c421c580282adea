package org.radbridge.dicom.web;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.radbridge.dicom.web.MultipartEvent.PartBegin;
import org.radbridge.dicom.web.MultipartEvent.PartData;
import org.radbridge.dicom.web.MultipartEvent.PartEnd;
import org.radbridge.dicom.web.MultipartException.Kind;

/**
 * Turns the bytes of a multipart/related body, in pieces of any size, into events (RFC 2046 section
 * 5.1.1):
 *
 * <pre>
 * preamble CRLF --boundary CRLF headers CRLF CRLF content CRLF --boundary-- epilogue
 * </pre>
 *
 * <p>It holds back no more than a boundary or a header section. Pure: no threads, no time, no I/O.
 */
public final class MultipartRelatedDecoder {

    private enum Place {
        PREAMBLE,
        AFTER_BOUNDARY,
        HEADERS,
        CONTENT,
        EPILOGUE
    }

    private static final byte[] CRLF = {'\r', '\n'};
    private static final BytePattern LINE_END = new BytePattern(CRLF);
    private static final BytePattern BLANK_LINE =
            new BytePattern(new byte[] {'\r', '\n', '\r', '\n'});

    /** RFC 2046 allows 70 characters, and Orthanc sends 73. */
    private static final int LONGEST_BOUNDARY = 200;

    /** Spaces that a gateway may put after a boundary. */
    private static final int LONGEST_BOUNDARY_LINE = 80;

    private final BytePattern delimiter;
    private final MultipartLimits limits;

    /**
     * Bytes not yet understood. The body is read as if a line end stood before it, so each boundary
     * follows one.
     */
    private byte[] bytes = CRLF;

    private int position;
    private Place place = Place.PREAMBLE;
    private int parts;
    private long partBytes;

    public MultipartRelatedDecoder(String boundary, MultipartLimits limits) {
        if (boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
            throw new MultipartException(
                    Kind.NOT_MULTIPART_RELATED,
                    "a boundary has 1 to " + LONGEST_BOUNDARY + " characters");
        }
        this.delimiter = new BytePattern(("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII));
        this.limits = limits;
    }

    /**
     * A decoder for a Content-Type.
     *
     * @throws MultipartException when it is not multipart/related with a boundary
     */
    public static MultipartRelatedDecoder of(MediaType contentType, MultipartLimits limits) {
        if (!contentType.type().equals(MediaType.MULTIPART_RELATED)) {
            throw new MultipartException(Kind.NOT_MULTIPART_RELATED, "the content type is another");
        }
        String boundary =
                contentType
                        .parameter("boundary")
                        .orElseThrow(() ->
                                new MultipartException(
                                        Kind.NOT_MULTIPART_RELATED, "no boundary parameter"));
        return new MultipartRelatedDecoder(boundary, limits);
    }

    /** Takes the next piece of the body, all of it. */
    public List<MultipartEvent> feed(Buffer piece) {
        append(piece);
        List<MultipartEvent> events = new ArrayList<>();
        boolean moved = true;
        while (moved) {
            moved =
                    switch (place) {
                        case PREAMBLE -> readPreamble();
                        case AFTER_BOUNDARY -> readAfterBoundary(events);
                        case HEADERS -> readHeaders(events);
                        case CONTENT -> readContent(events);
                        case EPILOGUE -> skipEpilogue();
                    };
        }
        return events;
    }

    /**
     * Tells that no more bytes come.
     *
     * @throws MultipartException of kind MISSING_FINAL_BOUNDARY when the body is not closed
     */
    public void finish() {
        if (place != Place.EPILOGUE) {
            throw new MultipartException(
                    Kind.MISSING_FINAL_BOUNDARY, "the body ends in its " + place);
        }
    }

    private void append(Buffer piece) {
        int left = bytes.length - position;
        byte[] joined = new byte[left + piece.length()];
        System.arraycopy(bytes, position, joined, 0, left);
        piece.getBytes(joined, left);
        bytes = joined;
        position = 0;
    }

    private boolean readPreamble() {
        int boundary = delimiter.indexIn(bytes, position, bytes.length);
        if (boundary < 0) {
            position = Math.max(position, bytes.length - delimiter.length() + 1);
            return false;
        }
        position = boundary;
        place = Place.AFTER_BOUNDARY;
        return true;
    }

    /**
     * At a delimiter: the bytes after it tell whether it is one, closes the body, or is content
     * that looks alike.
     */
    private boolean readAfterBoundary(List<MultipartEvent> events) {
        int after = position + delimiter.length();
        if (bytes.length < after + 2) {
            return false;
        }
        if (bytes[after] == '-' && bytes[after + 1] == '-') {
            endPart(events);
            place = Place.EPILOGUE;
            return true;
        }
        int lineEnd = LINE_END.indexIn(bytes, after, bytes.length);
        int known = lineEnd < 0 ? bytes.length : lineEnd;
        if (!isPadding(after, known) || known - after > LONGEST_BOUNDARY_LINE) {
            takeAsContent(events);
            return true;
        }
        if (lineEnd < 0) {
            return false;
        }
        endPart(events);
        position = lineEnd;
        place = Place.HEADERS;
        return true;
    }

    private boolean isPadding(int from, int to) {
        for (int i = from; i < to; i++) {
            boolean cutLineEnd = bytes[i] == '\r' && i == bytes.length - 1;
            if (bytes[i] != ' ' && bytes[i] != '\t' && !cutLineEnd) {
                return false;
            }
        }
        return true;
    }

    private void takeAsContent(List<MultipartEvent> events) {
        if (parts > 0) {
            emit(position + 1, events);
            place = Place.CONTENT;
        } else {
            position++;
            place = Place.PREAMBLE;
        }
    }

    private void endPart(List<MultipartEvent> events) {
        if (parts > 0) {
            events.add(new PartEnd());
        }
    }

    /** Stands at the line end of the boundary; the section ends with a blank line. */
    private boolean readHeaders(List<MultipartEvent> events) {
        int end = BLANK_LINE.indexIn(bytes, position, bytes.length);
        int length = (end < 0 ? bytes.length : end) - position;
        if (length > limits.maxHeaderBytes()) {
            throw new MultipartException(
                    Kind.HEADERS_TOO_LONG, "more than " + limits.maxHeaderBytes() + " bytes");
        }
        if (end < 0) {
            return false;
        }
        parts++;
        if (parts > limits.maxParts()) {
            throw new MultipartException(Kind.TOO_MANY_PARTS, "more than " + limits.maxParts());
        }
        String section = new String(bytes, position, length, StandardCharsets.ISO_8859_1);
        events.add(new PartBegin(PartHeaders.parse(section)));
        partBytes = 0;
        position = end + BLANK_LINE.length();
        place = Place.CONTENT;
        return true;
    }

    private boolean readContent(List<MultipartEvent> events) {
        int boundary = delimiter.indexIn(bytes, position, bytes.length);
        if (boundary >= 0) {
            emit(boundary, events);
            place = Place.AFTER_BOUNDARY;
            return true;
        }
        int certain = bytes.length - delimiter.length() + 1;
        emit(Math.max(position, certain), events);
        return false;
    }

    private void emit(int end, List<MultipartEvent> events) {
        int length = end - position;
        if (length <= 0) {
            return;
        }
        partBytes += length;
        if (partBytes > limits.maxPartBytes()) {
            throw new MultipartException(
                    Kind.PART_TOO_LONG, "more than " + limits.maxPartBytes() + " bytes");
        }
        events.add(new PartData(Buffer.buffer(Arrays.copyOfRange(bytes, position, end))));
        position = end;
    }

    private boolean skipEpilogue() {
        position = bytes.length;
        return false;
    }
}
