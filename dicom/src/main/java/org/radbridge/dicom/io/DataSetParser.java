package org.radbridge.dicom.io;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.charset.SpecificCharacterSet;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.data.SequenceElement;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TextElement;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.DicomFormatException.Kind;

/**
 * Reads one data set from bytes that arrive in pieces (PS3.5 section 7): {@link #feed} them in
 * order, then {@link #finish}.
 *
 * <p>Accepted beyond the letter of the standard: odd lengths, elements out of order (the last of
 * two with one tag wins), and public elements sent as UN, which get the VR of the dictionary. Group
 * lengths and trailing padding are left out.
 *
 * <p>Not safe for threads. After an exception the parser is of no more use.
 */
public final class DataSetParser {

    private static final long UNDEFINED_LENGTH = 0xFFFF_FFFFL;

    /** Read on, whatever group an element is of. */
    static final int EVERY_GROUP = -1;

    private static final int SHORT_HEADER = 8;
    private static final int LONG_HEADER = 12;

    private final ReadLimits limits;
    private final @Nullable BulkDataSink sink;
    private final @Nullable Inflation inflation;
    private final int onlyGroup;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final Frame.OfDataSet root;
    private final byte[] header = new byte[LONG_HEADER];
    private int headerLength;
    private @Nullable PendingValue pending;
    private long position;
    private long elements;
    private long keptBytes;
    private int depth;
    private boolean stopped;

    public DataSetParser(TransferSyntax transferSyntax, ReadLimits limits) {
        this(transferSyntax, limits, null);
    }

    /**
     * @param sink takes values longer than {@link ReadLimits#keepUpTo()} and all encapsulated Pixel
     *     Data; null to skip what is too long
     */
    public DataSetParser(
            TransferSyntax transferSyntax, ReadLimits limits, @Nullable BulkDataSink sink) {
        this(transferSyntax, limits, sink, 0, EVERY_GROUP);
    }

    /**
     * @param position bytes of the stream that stand before this data set
     * @param onlyGroup stop, with the header not consumed, at the first outermost element of a
     *     higher group
     */
    DataSetParser(
            TransferSyntax transferSyntax,
            ReadLimits limits,
            @Nullable BulkDataSink sink,
            long position,
            int onlyGroup) {
        this.limits = limits;
        this.sink = sink;
        this.inflation = transferSyntax.deflated() ? new Inflation() : null;
        this.position = position;
        this.onlyGroup = onlyGroup;
        this.root =
                new Frame.OfDataSet(
                        Frame.UNDEFINED,
                        Encoding.of(transferSyntax),
                        SpecificCharacterSet.DEFAULT,
                        false);
        frames.push(root);
    }

    /** Takes the next bytes, all of them. */
    public void feed(byte[] bytes) {
        feed(ByteBuffer.wrap(bytes));
    }

    /**
     * Takes the next bytes, all of them.
     *
     * @throws DicomFormatException when they are not a data set in this transfer syntax, or a limit
     *     is passed
     */
    public void feed(ByteBuffer bytes) {
        if (inflation != null) {
            inflation.inflate(bytes, this::parse);
        } else {
            parse(bytes);
        }
    }

    /**
     * Tells that no more bytes come.
     *
     * @throws DicomFormatException of kind TRUNCATED inside an element, an item or a sequence
     */
    public DataSet finish() {
        if (inflation != null) {
            inflation.finish();
        }
        if (headerLength > 0 || pending != null || frames.size() > 1) {
            throw new DicomFormatException(
                    Kind.TRUNCATED, position, "the stream ends inside an element or a sequence");
        }
        return root.dataSet();
    }

    /**
     * Frees what a deflated data set holds outside the heap, when {@link #finish} will not be
     * called.
     */
    public void abandon() {
        if (inflation != null) {
            inflation.close();
        }
    }

    /** What was read so far: complete up to the last complete outermost element. */
    public DataSet dataSet() {
        return root.dataSet();
    }

    /** True once an outermost element of another group than the only one was met. */
    boolean isStopped() {
        return stopped;
    }

    /** Bytes consumed so far, those before this data set included. */
    long position() {
        return position;
    }

    /** Header bytes that were taken, but belong to what follows. */
    byte[] unconsumedHeader() {
        return Arrays.copyOf(header, headerLength);
    }

    private void parse(ByteBuffer input) {
        while (input.hasRemaining() && !stopped) {
            PendingValue value = pending;
            if (value == null) {
                readHeader(input);
            } else {
                position += value.take(input);
                completeIfDone(value);
            }
        }
    }

    // --- headers

    private void readHeader(ByteBuffer input) {
        if (!fillHeader(input, SHORT_HEADER)) {
            return;
        }
        switch (frames.getFirst()) {
            case Frame.OfDataSet frame -> readElementHeader(frame, input);
            case Frame.OfSequence frame -> readItemHeader(frame);
            case Frame.OfFragments frame -> readFragmentHeader(frame);
        }
    }

    private boolean fillHeader(ByteBuffer input, int length) {
        int count = Math.min(length - headerLength, input.remaining());
        if (count > 0) {
            input.get(header, headerLength, count);
            headerLength += count;
        }
        return headerLength >= length;
    }

    private void readElementHeader(Frame.OfDataSet frame, ByteBuffer input) {
        Encoding encoding = frame.encoding();
        int tag = encoding.tag(header, 0);
        int group = tag >>> 16;
        if (frame == root && onlyGroup != EVERY_GROUP && group != onlyGroup) {
            stopped = true;
            return;
        }
        if (group == 0xFFFE) {
            endItem(frame, tag);
            return;
        }
        if (!encoding.explicitVr()) {
            long length = encoding.uint32(header, 4);
            headerDone(SHORT_HEADER);
            beginValue(frame, tag, Dictionary.vr(tag, frame.signedPixels()), length);
            return;
        }
        Vr vr = explicitVr(tag);
        if (!vr.hasLongLength()) {
            int length = encoding.uint16(header, 6);
            headerDone(SHORT_HEADER);
            beginValue(frame, tag, vr, length);
            return;
        }
        if (fillHeader(input, LONG_HEADER)) {
            long length = encoding.uint32(header, 8);
            headerDone(LONG_HEADER);
            beginValue(frame, tag, vr, length);
        }
    }

    /**
     * An unknown pair of capital letters is a VR of a later edition: it has the long form (PS3.5
     * section 6.2).
     */
    private Vr explicitVr(int tag) {
        Vr vr = Vr.of(header[4], header[5]).orElse(null);
        if (vr != null) {
            return vr;
        }
        if (isCapital(header[4]) && isCapital(header[5])) {
            return Vr.UN;
        }
        throw malformed(Dictionary.format(tag) + " has no value representation");
    }

    private static boolean isCapital(byte letter) {
        return letter >= 'A' && letter <= 'Z';
    }

    private void readItemHeader(Frame.OfSequence frame) {
        int tag = frame.encoding().tag(header, 0);
        long length = frame.encoding().uint32(header, 4);
        headerDone(SHORT_HEADER);
        switch (tag) {
            case Tag.Item -> {
                frames.push(frame.newItem(endOf(length)));
                closeEndedFrames();
            }
            case Tag.SequenceDelimitationItem -> {
                endSequence(frame);
                closeEndedFrames();
            }
            default -> throw malformed(Dictionary.format(tag) + " stands where an item should");
        }
    }

    private void readFragmentHeader(Frame.OfFragments frame) {
        int tag = frame.encoding().tag(header, 0);
        long length = frame.encoding().uint32(header, 4);
        headerDone(SHORT_HEADER);
        switch (tag) {
            case Tag.Item -> beginFragment(frame, length);
            case Tag.SequenceDelimitationItem -> {
                endFragments(frame);
                closeEndedFrames();
            }
            default -> throw malformed(Dictionary.format(tag) + " stands where a fragment should");
        }
    }

    private void headerDone(int length) {
        position += length;
        headerLength = 0;
        elements++;
        if (elements > limits.maxElements()) {
            throw new DicomFormatException(
                    Kind.TOO_MANY_ELEMENTS, position, "more than " + limits.maxElements());
        }
        long end = frames.getFirst().end();
        if (end != Frame.UNDEFINED && position > end) {
            throw malformed("an element passes the end of its item or sequence");
        }
        keep(ReadLimits.ELEMENT_OVERHEAD);
    }

    // --- values

    private void beginValue(Frame.OfDataSet frame, int tag, Vr codedVr, long length) {
        Vr vr =
                codedVr == Vr.UN && length != UNDEFINED_LENGTH
                        ? Dictionary.vr(tag, frame.signedPixels())
                        : codedVr;
        if (length == UNDEFINED_LENGTH) {
            beginUndefinedLength(frame, tag, vr);
            return;
        }
        long end = endOf(length);
        if (vr == Vr.SQ) {
            beginSequence(
                    frame,
                    tag,
                    end,
                    codedVr == Vr.UN ? Encoding.IMPLICIT_LITTLE_ENDIAN : frame.encoding());
            return;
        }
        pending = newValue(tag, vr, length);
        completeIfDone(pending);
    }

    private void beginUndefinedLength(Frame.OfDataSet frame, int tag, Vr vr) {
        boolean bytes = vr == Vr.OB || vr == Vr.OW;
        if (bytes && (frame.encoding().explicitVr() || tag == Tag.PixelData)) {
            if (sink != null) {
                sink.begin(tag, vr, depth, -1);
            }
            frames.push(new Frame.OfFragments(frame, tag, vr, position, sink == null));
            return;
        }
        if (vr == Vr.SQ) {
            beginSequence(frame, tag, Frame.UNDEFINED, frame.encoding());
            return;
        }
        if (vr == Vr.UN || !frame.encoding().explicitVr()) {
            beginSequence(frame, tag, Frame.UNDEFINED, Encoding.IMPLICIT_LITTLE_ENDIAN);
            return;
        }
        throw malformed(Dictionary.format(tag) + " " + vr + " has an undefined length");
    }

    private void beginSequence(Frame.OfDataSet frame, int tag, long end, Encoding encoding) {
        depth++;
        if (depth > limits.maxDepth()) {
            throw new DicomFormatException(
                    Kind.TOO_DEEP, position, "more than " + limits.maxDepth() + " sequences deep");
        }
        frames.push(new Frame.OfSequence(frame, tag, end, encoding));
        closeEndedFrames();
    }

    private PendingValue newValue(int tag, Vr vr, long length) {
        if (length > limits.maxValueLength()) {
            throw new DicomFormatException(
                    Kind.VALUE_TOO_LONG,
                    position,
                    Dictionary.format(tag) + " has " + length + " bytes");
        }
        if (length <= limits.keepUpTo()) {
            keep(length);
            return PendingValue.kept(tag, vr, position, (int) length);
        }
        if (sink != null) {
            sink.begin(tag, vr, depth, length);
        }
        return PendingValue.passedOn(tag, vr, position, length, sink);
    }

    private void beginFragment(Frame.OfFragments frame, long length) {
        if (length == UNDEFINED_LENGTH) {
            throw malformed("a fragment has an undefined length");
        }
        if (length > limits.maxValueLength()) {
            throw new DicomFormatException(
                    Kind.VALUE_TOO_LONG, position, "a fragment has " + length + " bytes");
        }
        if (sink != null) {
            sink.fragment(length);
        }
        keptBytes -= frame.announce(length, limits.keepUpTo());
        if (frame.isKept()) {
            keep(length);
            pending = PendingValue.kept(frame.tag(), frame.vr(), position, (int) length);
        } else {
            pending = PendingValue.passedOn(frame.tag(), frame.vr(), position, length, sink);
        }
        completeIfDone(pending);
    }

    private void keep(long bytes) {
        keptBytes += bytes;
        if (keptBytes > limits.maxKeptBytes()) {
            throw new DicomFormatException(
                    Kind.TOO_LARGE,
                    position,
                    "values need more than " + limits.maxKeptBytes() + " bytes");
        }
    }

    private void completeIfDone(PendingValue value) {
        if (!value.isComplete()) {
            return;
        }
        pending = null;
        switch (frames.getFirst()) {
            case Frame.OfDataSet frame -> complete(frame, value);
            case Frame.OfFragments frame -> {
                byte[] bytes = value.bytes();
                if (bytes != null) {
                    frame.fragments().add(bytes);
                }
            }
            case Frame.OfSequence _ ->
                    throw new IllegalStateException("a sequence holds items, not values");
        }
        closeEndedFrames();
    }

    private void complete(Frame.OfDataSet frame, PendingValue value) {
        byte[] bytes = value.bytes();
        if (bytes == null) {
            if (sink != null) {
                sink.end();
            }
            frame.add(
                    new SkippedElement(
                            value.tag(), value.vr(), value.start(), value.length(), false));
            return;
        }
        if (isLeftOut(value.tag())) {
            return;
        }
        frame.add(element(frame, value.tag(), value.vr(), bytes));
    }

    private static Element element(Frame.OfDataSet frame, int tag, Vr vr, byte[] bytes) {
        if (vr.isText()) {
            return new TextElement(tag, vr, bytes, frame.characterSet());
        }
        byte[] littleEndian = frame.encoding().bigEndian() ? ByteOrderSwap.swap(vr, bytes) : bytes;
        return new BinaryElement(tag, vr, littleEndian);
    }

    /**
     * Group lengths, retired outside groups 0000 and 0002, and Data Set Trailing Padding say
     * nothing about the object.
     */
    private static boolean isLeftOut(int tag) {
        return tag == Tag.DataSetTrailingPadding || (tag & 0xFFFF) == 0 && tag >>> 16 > 2;
    }

    // --- ends

    private long endOf(long length) {
        if (length == UNDEFINED_LENGTH) {
            return Frame.UNDEFINED;
        }
        long end = position + length;
        long around = frames.getFirst().end();
        if (around != Frame.UNDEFINED && end > around) {
            throw malformed("a value passes the end of its item or sequence");
        }
        return end;
    }

    private void closeEndedFrames() {
        while (frames.getFirst().end() == position) {
            switch (frames.getFirst()) {
                case Frame.OfDataSet frame -> popItem(frame);
                case Frame.OfSequence frame -> endSequence(frame);
                case Frame.OfFragments _ ->
                        throw new IllegalStateException("fragments end with a delimiter");
            }
        }
    }

    private void endItem(Frame.OfDataSet frame, int tag) {
        headerDone(SHORT_HEADER);
        if (tag != Tag.ItemDelimitationItem || frame == root || frame.end() != Frame.UNDEFINED) {
            throw malformed(Dictionary.format(tag) + " stands where an element should");
        }
        popItem(frame);
        closeEndedFrames();
    }

    private void popItem(Frame.OfDataSet frame) {
        frames.pop();
        if (!(frames.getFirst() instanceof Frame.OfSequence sequence)) {
            throw new IllegalStateException("an item stands in a sequence");
        }
        sequence.items().add(frame.dataSet());
    }

    private void endSequence(Frame.OfSequence frame) {
        frames.pop();
        depth--;
        frame.around().add(new SequenceElement(frame.tag(), frame.items()));
    }

    private void endFragments(Frame.OfFragments frame) {
        frames.pop();
        if (sink != null) {
            sink.end();
        }
        if (frame.isKept()) {
            frame.around().add(new PixelDataFragments(frame.tag(), frame.vr(), frame.fragments()));
            return;
        }
        long length = position - SHORT_HEADER - frame.start();
        frame.around()
                .add(new SkippedElement(frame.tag(), frame.vr(), frame.start(), length, true));
    }

    private DicomFormatException malformed(String detail) {
        return new DicomFormatException(Kind.MALFORMED, position, detail);
    }
}
