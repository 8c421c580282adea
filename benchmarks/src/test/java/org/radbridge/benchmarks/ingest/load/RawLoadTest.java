package org.radbridge.benchmarks.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.benchmarks.ingest.corpus.Outgoing;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.net.CStoreRequest;

class RawLoadTest {

    private static final int LENGTH = 200_001;
    private static final int TAG = 16;

    @TempDir Path folder;

    @Test
    void everyObjectIsAFileAndNoneIsLeft() throws Exception {
        Path raw = folder.resolve("raw");
        try (RawLoad load = new RawLoad(raw, 4, false, objects(5))) {
            assertThat(load.run()).isEqualTo(new Load.Done(5, 5 * LENGTH));
            for (int i = 0; i < 5; i++) {
                assertThat(Files.readAllBytes(raw.resolve(Integer.toString(i))))
                        .isEqualTo(object(i).getBytes());
            }
        }
        assertThat(raw).doesNotExist();
    }

    @Test
    void encryptedAFileIsAsLongAndAnother() throws Exception {
        Path raw = folder.resolve("raw");
        try (RawLoad load = new RawLoad(raw, 1, true, objects(2))) {
            load.run();
            byte[] sealed = Files.readAllBytes(raw.resolve("1"));
            assertThat(sealed).hasSize(LENGTH + TAG);
            assertThat(Buffer.buffer(sealed).getBytes(0, 1000))
                    .isNotEqualTo(object(1).getBytes(0, 1000));
        }
    }

    private static List<Outgoing> objects(int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        new Outgoing(
                                CStoreRequest.of(
                                        Uid.CTImageStorage,
                                        "2.25." + i,
                                        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN),
                                "",
                                "",
                                "",
                                object(i),
                                object(i)))
                .toList();
    }

    private static Buffer object(int number) {
        byte[] bytes = new byte[LENGTH];
        java.util.Arrays.fill(bytes, (byte) number);
        return Buffer.buffer(bytes);
    }
}
