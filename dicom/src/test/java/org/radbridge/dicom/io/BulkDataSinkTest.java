package org.radbridge.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;

@org.junit.jupiter.api.Tag("A2")
class BulkDataSinkTest {

    private static final class Recording implements BulkDataSink {
        private final List<String> events = new ArrayList<>();
        private int bytes;

        @Override
        public void begin(int tag, Vr vr, int depth, long length) {
            events.add("begin %08X %s depth %d length %d".formatted(tag, vr, depth, length));
        }

        @Override
        public void fragment(long length) {
            events.add("fragment " + length);
        }

        @Override
        public void data(ByteBuffer piece) {
            bytes += piece.remaining();
        }

        @Override
        public void end() {
            events.add("end after " + bytes);
        }
    }

    private static DataSet parse(DataSet dataSet, TransferSyntax syntax, BulkDataSink sink) {
        DataSetParser parser = new DataSetParser(syntax, ReadLimits.WHOLE.withKeepUpTo(16), sink);
        for (byte one : DataSetWriter.write(dataSet, syntax)) {
            parser.feed(new byte[] {one});
        }
        return parser.finish();
    }

    @Test
    void longValuesGoToTheSinkAndLeaveTheirPlace() {
        Recording sink = new Recording();
        DataSet dataSet =
                new DataSet()
                        .put(Tag.Modality, "CT")
                        .putItems(
                                Tag.IconImageSequence,
                                new DataSet().putBytes(Tag.PixelData, Vr.OW, new byte[18]))
                        .putBytes(Tag.PixelData, Vr.OW, new byte[100]);
        DataSet read = parse(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, sink);
        assertThat(sink.events)
                .containsExactly(
                        "begin 7FE00010 OW depth 1 length 18",
                        "end after 18",
                        "begin 7FE00010 OW depth 0 length 100",
                        "end after 118");
        assertThat(read.element(Tag.PixelData))
                .hasValue(new SkippedElement(Tag.PixelData, Vr.OW, 72, 100, false));
    }

    @Test
    void encapsulatedPixelDataArrivesFragmentByFragment() {
        Recording sink = new Recording();
        DataSet dataSet =
                new DataSet()
                        .put(
                                new PixelDataFragments(
                                        Tag.PixelData, Vr.OB, List.of(new byte[4], new byte[6])));
        DataSet read = parse(dataSet, TransferSyntax.of(Uid.JPEGBaseline8Bit), sink);
        assertThat(sink.events)
                .containsExactly(
                        "begin 7FE00010 OB depth 0 length -1",
                        "fragment 4",
                        "fragment 6",
                        "end after 10");
        assertThat(read.element(Tag.PixelData))
                .hasValue(new SkippedElement(Tag.PixelData, Vr.OB, 12, 26, true));
    }
}
