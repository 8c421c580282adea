package org.radbridge.ingest.receive;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.io.DataSetParser;
import org.radbridge.dicom.io.FileMetaInformation;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Parser;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.dicom.io.ReadLimits;

/** How the bytes of an incoming instance are read. Every instance is kept as a Part 10 file. */
sealed interface IncomingFormat {

    /** What has to stand before the incoming bytes for them to be a Part 10 file. */
    Buffer prefix();

    /** Takes the next bytes. */
    void feed(ByteBuffer bytes);

    /** What was read so far of the data set. */
    Optional<DataSet> soFar();

    /** No more bytes come. */
    Content finish();

    /** Frees what reading holds, when {@link #finish} is not called. */
    void abandon();

    /**
     * A whole data set and its encoding.
     *
     * @param dataSetOffset where the offsets of its skipped values count from, in the kept file
     */
    record Content(DataSet dataSet, TransferSyntax transferSyntax, long dataSetOffset) {}

    /** A data set alone, as C-STORE carries it. */
    final class BareDataSet implements IncomingFormat {
        private final TransferSyntax transferSyntax;
        private final DataSetParser parser;
        private final Buffer prefix;

        BareDataSet(
                String sopClassUid,
                String sopInstanceUid,
                TransferSyntax transferSyntax,
                ContentFingerprint fingerprint) {
            this.transferSyntax = transferSyntax;
            this.parser = new DataSetParser(transferSyntax, ReadLimits.INDEX, fingerprint);
            this.prefix =
                    Buffer.buffer(
                            Part10Writer.header(
                                    FileMetaInformation.of(
                                            sopClassUid, sopInstanceUid, transferSyntax)));
        }

        @Override
        public Buffer prefix() {
            return prefix;
        }

        @Override
        public void feed(ByteBuffer bytes) {
            parser.feed(bytes);
        }

        @Override
        public Optional<DataSet> soFar() {
            return Optional.of(parser.dataSet());
        }

        @Override
        public Content finish() {
            return new Content(parser.finish(), transferSyntax, prefix.length());
        }

        @Override
        public void abandon() {
            parser.abandon();
        }
    }

    /** A whole file, as STOW-RS carries it; without the prefix of PS3.10 §7.1 it is none. */
    final class WholeFile implements IncomingFormat {
        private static final int PREAMBLE = 128;
        private static final byte[] PREFIX = {'D', 'I', 'C', 'M'};

        private final Part10Parser parser;
        private int position;

        WholeFile(ContentFingerprint fingerprint) {
            this.parser = new Part10Parser(ReadLimits.INDEX, fingerprint);
        }

        @Override
        public Buffer prefix() {
            return Buffer.buffer();
        }

        @Override
        public void feed(ByteBuffer bytes) {
            requirePrefix(bytes);
            parser.feed(bytes);
        }

        private void requirePrefix(ByteBuffer bytes) {
            for (int i = bytes.position();
                    i < bytes.limit() && position < PREAMBLE + PREFIX.length;
                    i++) {
                if (position >= PREAMBLE && bytes.get(i) != PREFIX[position - PREAMBLE]) {
                    throw notAFile();
                }
                position++;
            }
        }

        private static RefusedException notAFile() {
            return new RefusedException(
                    RefusalReason.NOT_DICOM, "no DICM prefix after a preamble of 128 bytes");
        }

        @Override
        public Optional<DataSet> soFar() {
            return parser.dataSet();
        }

        @Override
        public Content finish() {
            if (position < PREAMBLE + PREFIX.length) {
                throw notAFile();
            }
            Part10File file = parser.finish();
            return new Content(file.dataSet(), file.transferSyntax(), 0);
        }

        @Override
        public void abandon() {
            parser.abandon();
        }
    }
}
