package org.radbridge.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.io.DataSetWriter.SequenceLength;
import org.radbridge.dicom.samples.RandomDataSets;

@Tag("A2")
class RoundTripTest {

    private static final int ROUNDS = 300;

    static Stream<Arguments> explicitEncodings() {
        return Stream.of(
                        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                        TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
                        TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                        TransferSyntax.of(Uid.JPEG2000Lossless))
                .flatMap(syntax ->
                        Stream.of(SequenceLength.values())
                                .map(length -> Arguments.of(syntax, length)));
    }

    @ParameterizedTest
    @MethodSource("explicitEncodings")
    void whatIsWrittenIsReadBackFromPiecesOfAnySize(TransferSyntax syntax, SequenceLength length) {
        RandomDataSets dataSets = new RandomDataSets(20_261_122);
        Random pieces = new Random(7);
        DataSetWriter writer = new DataSetWriter(syntax, length);
        for (int round = 0; round < ROUNDS; round++) {
            DataSet dataSet = dataSets.next();
            assertThat(inPieces(writer.toBytes(dataSet), syntax, pieces)).isEqualTo(dataSet);
        }
    }

    @ParameterizedTest
    @MethodSource("explicitEncodings")
    void implicitEncodingKeepsTheBytes(TransferSyntax syntax, SequenceLength length) {
        RandomDataSets dataSets = new RandomDataSets(42);
        DataSetWriter implicit =
                new DataSetWriter(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN, length);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = implicit.toBytes(dataSets.next());
            DataSet read =
                    inPieces(bytes, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN, new Random(round));
            byte[] again = new DataSetWriter(syntax, length).toBytes(read);
            assertThat(inPieces(again, syntax, new Random(round))).isEqualTo(read);
        }
    }

    private static DataSet inPieces(byte[] bytes, TransferSyntax syntax, Random random) {
        DataSetParser parser = new DataSetParser(syntax, ReadLimits.WHOLE);
        int from = 0;
        while (from < bytes.length) {
            int count = Math.min(bytes.length - from, 1 + random.nextInt(24));
            parser.feed(ByteBuffer.wrap(bytes, from, count));
            from += count;
        }
        return parser.finish();
    }
}
