package org.radbridge.dicom.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TextElement;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.io.DicomFormatException.Kind;

/**
 * Reads a Part 10 file from bytes that arrive in pieces (PS3.10 section 7): {@link #feed} them in
 * order, then {@link #finish}. A file may lack its preamble, or its File Meta Information
 * altogether, as old ones do; or name an explicit VR transfer syntax and be coded in implicit VR.
 *
 * <p>Not safe for threads. After an exception the parser is of no more use.
 */
public final class Part10Parser {

    private static final int PREAMBLE = 128;
    private static final byte[] PREFIX = "DICM".getBytes(StandardCharsets.US_ASCII);
    private static final int FILE_META_GROUP = 2;

    private final ReadLimits limits;
    private final @Nullable BulkDataSink sink;
    private final ItemListener listener;
    private final byte[] start = new byte[PREAMBLE + PREFIX.length];
    private int startLength;
    private @Nullable DataSetParser metaParser;
    private DataSet fileMeta = new DataSet();
    private @Nullable TransferSyntax transferSyntax;
    private @Nullable DataSetParser dataSetParser;

    public Part10Parser(ReadLimits limits) {
        this(limits, null);
    }

    /**
     * @param sink takes values longer than {@link ReadLimits#keepUpTo()} and all encapsulated Pixel
     *     Data; null to skip what is too long
     */
    public Part10Parser(ReadLimits limits, @Nullable BulkDataSink sink) {
        this(limits, sink, ItemListener.NONE);
    }

    /**
     * @param listener told of each item of an outermost sequence of the data set
     */
    public Part10Parser(ReadLimits limits, @Nullable BulkDataSink sink, ItemListener listener) {
        this.limits = limits;
        this.sink = sink;
        this.listener = listener;
    }

    /** Takes the next bytes, all of them. */
    public void feed(byte[] bytes) {
        feed(ByteBuffer.wrap(bytes));
    }

    /**
     * Takes the next bytes, all of them.
     *
     * @throws DicomFormatException when they are no DICOM file, or a limit is passed
     */
    public void feed(ByteBuffer bytes) {
        if (metaParser == null && dataSetParser == null) {
            int count = Math.min(bytes.remaining(), start.length - startLength);
            bytes.get(start, startLength, count);
            startLength += count;
            if (startLength < start.length) {
                return;
            }
            begin();
        }
        feedParsers(bytes);
    }

    private void feedParsers(ByteBuffer bytes) {
        DataSetParser meta = metaParser;
        if (meta != null) {
            meta.feed(bytes);
            if (!meta.isStopped()) {
                return;
            }
            endMeta(meta);
        }
        DataSetParser dataSet = dataSetParser;
        if (dataSet != null && bytes.hasRemaining()) {
            dataSet.feed(bytes);
        }
    }

    /**
     * Tells that no more bytes come.
     *
     * @throws DicomFormatException of kind NOT_DICOM, or TRUNCATED inside an element or a sequence
     */
    public Part10File finish() {
        if (metaParser == null && dataSetParser == null) {
            begin();
        }
        DataSetParser meta = metaParser;
        if (meta != null) {
            endMeta(meta);
        }
        DataSetParser parser = dataSetParser;
        TransferSyntax syntax = transferSyntax;
        if (parser == null || syntax == null) {
            throw new DicomFormatException(
                    Kind.TRUNCATED, startLength, "the file ends before its data set");
        }
        return new Part10File(fileMeta, syntax, parser.finish());
    }

    /**
     * Frees what a deflated data set holds outside the heap, when {@link #finish} will not be
     * called.
     */
    public void abandon() {
        if (dataSetParser != null) {
            dataSetParser.abandon();
        }
    }

    /** The transfer syntax, once the File Meta Information was read. */
    public Optional<TransferSyntax> transferSyntax() {
        return Optional.ofNullable(transferSyntax);
    }

    /** What was read of the data set so far. */
    public Optional<DataSet> dataSet() {
        return Optional.ofNullable(dataSetParser).map(DataSetParser::dataSet);
    }

    private void begin() {
        byte[] bytes = Arrays.copyOf(start, startLength);
        boolean preamble =
                bytes.length == start.length
                        && Arrays.equals(bytes, PREAMBLE, bytes.length, PREFIX, 0, PREFIX.length);
        if (preamble) {
            metaParser = metaParser(bytes.length);
            return;
        }
        TransferSyntax sniffed =
                Sniffed.transferSyntax(bytes)
                        .orElseThrow(() ->
                                new DicomFormatException(
                                        Kind.NOT_DICOM,
                                        0,
                                        "neither the prefix DICM nor a data set's first element"));
        int group = Encoding.of(sniffed).uint16(bytes, 0);
        if (group == FILE_META_GROUP && sniffed.equals(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)) {
            metaParser = metaParser(0);
        } else {
            beginDataSet(sniffed, 0);
        }
        feedParsers(ByteBuffer.wrap(bytes));
    }

    private DataSetParser metaParser(long position) {
        ReadLimits metaLimits = limits.withKeepUpTo(Integer.MAX_VALUE);
        return new DataSetParser(
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                metaLimits,
                null,
                ItemListener.NONE,
                position,
                FILE_META_GROUP);
    }

    private void endMeta(DataSetParser meta) {
        byte[] unconsumed = meta.unconsumedHeader();
        fileMeta = meta.dataSet();
        metaParser = null;
        TransferSyntax syntax =
                transferSyntaxUid(fileMeta)
                        .map(TransferSyntax::of)
                        .map(named -> Sniffed.unlessImplicit(named, unconsumed))
                        .or(() -> Sniffed.transferSyntax(unconsumed))
                        .orElseThrow(() ->
                                new DicomFormatException(
                                        Kind.MALFORMED,
                                        meta.position(),
                                        "no Transfer Syntax UID (0002,0010)"));
        beginDataSet(syntax, meta.position());
        feedParsers(ByteBuffer.wrap(unconsumed));
    }

    /** (0002,0010); empty when it is absent or, in a damaged file, of a VR that is no text. */
    private static Optional<String> transferSyntaxUid(DataSet fileMeta) {
        return fileMeta.element(Tag.TransferSyntaxUID)
                .filter(TextElement.class::isInstance)
                .flatMap(element -> fileMeta.string(element.tag()));
    }

    private void beginDataSet(TransferSyntax syntax, long position) {
        transferSyntax = syntax;
        dataSetParser =
                new DataSetParser(
                        syntax, limits, sink, listener, position, DataSetParser.EVERY_GROUP);
    }
}
