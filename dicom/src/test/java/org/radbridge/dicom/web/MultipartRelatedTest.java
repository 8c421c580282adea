package org.radbridge.dicom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.web.MultipartException.Kind;

@Tag("A3")
class MultipartRelatedTest {

    private static final MediaType TYPE =
            MediaType.parse("multipart/related; type=\"application/dicom\"; boundary=\"b 1\"");

    /** Keeps every part whole; each call can be made to wait. */
    private static final class Recording implements PartHandler {
        private final List<PartHeaders> headers = new ArrayList<>();
        private final List<Buffer> contents = new ArrayList<>();
        private int ended;
        private Future<Void> answer = Future.succeededFuture();

        @Override
        public Future<Void> begin(PartHeaders partHeaders) {
            headers.add(partHeaders);
            contents.add(Buffer.buffer());
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> data(Buffer bytes) {
            contents.getLast().appendBuffer(bytes);
            return answer;
        }

        @Override
        public Future<Void> end() {
            ended++;
            return Future.succeededFuture();
        }

        private List<String> texts() {
            return contents.stream().map(Buffer::toString).toList();
        }
    }

    private static Recording parse(String body, int pieceLength) {
        Recording recording = new Recording();
        MultipartRelatedParser parser =
                new MultipartRelatedParser(TYPE, MultipartLimits.DEFAULT, recording);
        for (int from = 0; from < body.length(); from += pieceLength) {
            String piece = body.substring(from, Math.min(body.length(), from + pieceLength));
            check(parser.feed(Buffer.buffer(piece, "ISO-8859-1")));
        }
        check(parser.finish());
        return recording;
    }

    private static void check(Future<Void> future) {
        if (future.failed() && future.cause() instanceof MultipartException failure) {
            throw failure;
        }
        assertThat(future.succeeded()).isTrue();
    }

    private static Kind failureOf(String body, MultipartLimits limits) {
        MultipartRelatedDecoder decoder = MultipartRelatedDecoder.of(TYPE, limits);
        Kind[] kind = new Kind[1];
        assertThatExceptionOfType(MultipartException.class)
                .isThrownBy(() -> {
                    decoder.feed(Buffer.buffer(body));
                    decoder.finish();
                })
                .satisfies(failure -> kind[0] = failure.kind());
        return kind[0];
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 11, 13, 64, 1000})
    void partsAreTheSameHoweverTheBodyIsCut(int pieceLength) {
        String body =
                """
                preamble\r
                --b 1\r
                Content-Type: application/dicom\r
                Content-Location: a/b\r
                \r
                first\r
                --b 1 \t\r
                \r
                --b 1x is content\r
                --b 1- so is this\r
                \r\r
                --b 1\r
                content-type: application/dicom+json; charset=utf-8\r
                X-Folded: one\r
                 two\r
                \r
                \r
                --b 1--
                epilogue --b 1\r
                """;
        Recording recording = parse(body, pieceLength);
        assertThat(recording.texts())
                .containsExactly("first", "--b 1x is content\r\n--b 1- so is this\r\n\r", "");
        assertThat(recording.ended).isEqualTo(3);
        assertThat(recording.headers.get(0).contentLocation()).hasValue("a/b");
        assertThat(recording.headers.get(0).contentType().orElseThrow().type())
                .isEqualTo("application/dicom");
        assertThat(recording.headers.get(1).values()).isEmpty();
        assertThat(recording.headers.get(2).value("x-folded")).hasValue("one two");
    }

    @Test
    void randomContentSurvivesRandomCuts() {
        Random random = new Random(20_261_122);
        for (int round = 0; round < 500; round++) {
            MultipartRelatedWriter writer =
                    new MultipartRelatedWriter("-a", MediaType.APPLICATION_DICOM);
            Buffer body = Buffer.buffer();
            List<Buffer> parts = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                Buffer part = Buffer.buffer();
                for (int length = random.nextInt(40); length > 0; length--) {
                    part.appendByte((byte) "\r\n-ab".charAt(random.nextInt(5)));
                }
                if (part.toString().contains("---a")) {
                    continue;
                }
                parts.add(part);
                body.appendBuffer(writer.part(part));
            }
            body.appendBuffer(writer.close());
            Recording recording = new Recording();
            MultipartRelatedParser parser =
                    new MultipartRelatedParser(
                            MediaType.parse(writer.contentType()),
                            MultipartLimits.DEFAULT,
                            recording);
            int from = 0;
            while (from < body.length()) {
                int to = Math.min(body.length(), from + 1 + random.nextInt(9));
                check(parser.feed(body.getBuffer(from, to)));
                from = to;
            }
            check(parser.finish());
            assertThat(recording.contents).isEqualTo(parts);
        }
    }

    @Test
    void bodyCutAnywhereBeforeItsLastBoundaryIsIncomplete() {
        String body = "--b 1\r\nContent-Type: application/dicom\r\n\r\nbytes\r\n--b 1--";
        for (int length = 0; length < body.length(); length++) {
            assertThat(failureOf(body.substring(0, length), MultipartLimits.DEFAULT))
                    .isEqualTo(Kind.MISSING_FINAL_BOUNDARY);
        }
        assertThat(parse(body, 4).texts()).containsExactly("bytes");
    }

    @Test
    void largePartIsHandedOnInPiecesAndNotHeld() {
        MultipartRelatedDecoder decoder = MultipartRelatedDecoder.of(TYPE, MultipartLimits.DEFAULT);
        decoder.feed(Buffer.buffer("--b 1\r\n\r\n"));
        Buffer piece = Buffer.buffer(new byte[1 << 20]);
        long handedOn = 0;
        for (int i = 0; i < 200; i++) {
            for (MultipartEvent event : decoder.feed(piece)) {
                handedOn += ((MultipartEvent.PartData) event).bytes().length();
            }
        }
        assertThat(handedOn).isGreaterThan(200L * (1 << 20) - 100);
    }

    @Test
    void nextPieceWaitsForTheHandler() {
        Recording recording = new Recording();
        Promise<Void> busy = Promise.promise();
        recording.answer = busy.future();
        MultipartRelatedParser parser =
                new MultipartRelatedParser(TYPE, MultipartLimits.DEFAULT, recording);
        Future<Void> fed = parser.feed(Buffer.buffer("--b 1\r\n\r\ncontent\r\n--b 1--"));
        assertThat(fed.isComplete()).isFalse();
        assertThat(recording.ended).isZero();
        busy.complete();
        assertThat(fed.succeeded()).isTrue();
        assertThat(recording.ended).isEqualTo(1);
    }

    @Test
    void failingHandlerEndsTheParsing() {
        Recording recording = new Recording();
        recording.answer = Future.failedFuture(new IllegalStateException("disk full"));
        MultipartRelatedParser parser =
                new MultipartRelatedParser(TYPE, MultipartLimits.DEFAULT, recording);
        Future<Void> fed = parser.feed(Buffer.buffer("--b 1\r\n\r\ncontent\r\n--b 1--"));
        assertThat(fed.cause()).hasMessage("disk full");
        assertThat(recording.ended).isZero();
    }

    @Test
    void eachLimitHasItsOwnFailure() {
        String body =
                "--b 1\r\nName: "
                        + "x".repeat(50)
                        + "\r\n\r\n12345678901234567890\r\n--b 1\r\n\r\n\r\n--b 1--";
        assertThat(failureOf(body, new MultipartLimits(40, 10, 1_000)))
                .isEqualTo(Kind.HEADERS_TOO_LONG);
        assertThat(failureOf(body, new MultipartLimits(400, 1, 1_000)))
                .isEqualTo(Kind.TOO_MANY_PARTS);
        assertThat(failureOf(body, new MultipartLimits(400, 10, 19))).isEqualTo(Kind.PART_TOO_LONG);
        assertThat(failureOf("--b 1\r\nno colon\r\n\r\n", MultipartLimits.DEFAULT))
                .isEqualTo(Kind.MALFORMED_HEADER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/dicom",
                "multipart/related; type=\"application/dicom\"",
                "multipart/form-data; boundary=a"
            })
    void contentTypeThatIsNotMultipartRelatedIsRefused(String contentType) {
        assertThatExceptionOfType(MultipartException.class)
                .isThrownBy(() ->
                        MultipartRelatedDecoder.of(
                                MediaType.parse(contentType), MultipartLimits.DEFAULT))
                .satisfies(failure ->
                        assertThat(failure.kind()).isEqualTo(Kind.NOT_MULTIPART_RELATED));
    }

    @Test
    void mediaTypesAreReadWithQuotesAndWrittenWithThemWhereNeeded() {
        List<MediaType> types =
                MediaType.parseList(
                        "Multipart/Related; Type=\"application/dicom\"; transfer-syntax=*, application/dicom+json;q=0.5, */*");
        assertThat(types)
                .extracting(MediaType::type)
                .containsExactly("multipart/related", "application/dicom+json", "*/*");
        assertThat(types.get(0).parameter("TYPE")).hasValue("application/dicom");
        assertThat(types.get(1).quality()).isEqualTo(0.5);
        assertThat(types.get(2).accepts("image/png")).isTrue();
        assertThat(new MediaType("multipart/related", Map.of("type", "a/b")).toString())
                .isEqualTo("multipart/related; type=\"a/b\"");
        assertThat(MediaType.parse("a/b; x=\"1;\\\"2\"").parameter("x")).hasValue("1;\"2");
    }
}
