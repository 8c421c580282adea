package org.radbridge.dicom.io;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.charset.SpecificCharacterSet;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Tag;
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

    private final LimitAccount account;
    private final @Nullable BulkDataSink sink;
    private final @Nullable Inflation inflation;
    private final int onlyGroup;
    private final FrameStack frames;
    private final HeaderBytes header = new HeaderBytes();
    private @Nullable PendingValue pending;
    private long position;
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
        this(transferSyntax, limits, sink, ItemListener.NONE, 0, EVERY_GROUP);
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
            ItemListener listener,
            long position,
            int onlyGroup) {
        this.account = new LimitAccount(limits);
        this.sink = sink;
        this.inflation = transferSyntax.deflated() ? new Inflation() : null;
        this.position = position;
        this.onlyGroup = onlyGroup;
        Frame.OfDataSet root =
                new Frame.OfDataSet(
                        position,
                        Frame.UNDEFINED,
                        Encoding.of(transferSyntax),
                        SpecificCharacterSet.DEFAULT,
                        false);
        this.frames = new FrameStack(root, account, listener);
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
        if (!header.isEmpty() || pending != null || !frames.isAtRoot()) {
            throw new DicomFormatException(
                    Kind.TRUNCATED, position, "the stream ends inside an element or a sequence");
        }
        return frames.dataSet();
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
        return frames.dataSet();
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
        return header.copy();
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
        if (!header.fill(input, HeaderBytes.SHORT)) {
            return;
        }
        switch (frames.top()) {
            case Frame.OfDataSet frame -> readElementHeader(frame, input);
            case Frame.OfSequence frame -> readItemHeader(frame);
            case Frame.OfFragments frame -> readFragmentHeader(frame);
        }
    }

    private void readElementHeader(Frame.OfDataSet frame, ByteBuffer input) {
        Encoding encoding = frame.encoding();
        int tag = header.tag(encoding);
        int group = tag >>> 16;
        if (frame == frames.root() && onlyGroup != EVERY_GROUP && group != onlyGroup) {
            stopped = true;
            return;
        }
        if (group == 0xFFFE) {
            endItem(frame, tag);
            return;
        }
        if (!encoding.explicitVr()) {
            long length = header.length(encoding);
            headerDone(HeaderBytes.SHORT);
            beginValue(frame, tag, Dictionary.vr(tag, frame.signedPixels()), length);
            return;
        }
        Vr vr =
                header.vr()
                        .orElseThrow(() ->
                                malformed(Dictionary.format(tag) + " has no value representation"));
        if (!vr.hasLongLength()) {
            int length = header.shortLength(encoding);
            headerDone(HeaderBytes.SHORT);
            beginValue(frame, tag, vr, length);
            return;
        }
        if (header.fill(input, HeaderBytes.LONG)) {
            long length = header.longLength(encoding);
            headerDone(HeaderBytes.LONG);
            beginValue(frame, tag, vr, length);
        }
    }

    private void readItemHeader(Frame.OfSequence frame) {
        long start = position;
        int tag = header.tag(frame.encoding());
        long length = header.length(frame.encoding());
        headerDone(HeaderBytes.SHORT);
        switch (tag) {
            case Tag.Item -> frames.push(frame.newItem(start, endOf(length)));
            case Tag.SequenceDelimitationItem -> frames.endSequence(frame);
            default -> throw malformed(Dictionary.format(tag) + " stands where an item should");
        }
        frames.closeEnded(position);
    }

    private void readFragmentHeader(Frame.OfFragments frame) {
        int tag = header.tag(frame.encoding());
        long length = header.length(frame.encoding());
        headerDone(HeaderBytes.SHORT);
        switch (tag) {
            case Tag.Item -> beginFragment(frame, length);
            case Tag.SequenceDelimitationItem -> endFragments(frame);
            default -> throw malformed(Dictionary.format(tag) + " stands where a fragment should");
        }
    }

    private void headerDone(int length) {
        position += length;
        header.clear();
        frames.check(position, position);
        account.addElement(position);
    }

    private void endItem(Frame.OfDataSet frame, int tag) {
        headerDone(HeaderBytes.SHORT);
        boolean open = frame != frames.root() && frame.end() == Frame.UNDEFINED;
        if (tag != Tag.ItemDelimitationItem || !open) {
            throw malformed(Dictionary.format(tag) + " stands where an element should");
        }
        frames.endItem(frame);
        frames.closeEnded(position);
    }

    private void endFragments(Frame.OfFragments frame) {
        if (sink != null) {
            sink.end();
        }
        frames.endFragments(frame, position - HeaderBytes.SHORT);
        frames.closeEnded(position);
    }

    private long endOf(long length) {
        return length == UNDEFINED_LENGTH ? Frame.UNDEFINED : frames.endOf(length, position);
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
                sink.begin(tag, vr, account.depth(), -1);
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
        frames.beginSequence(new Frame.OfSequence(frame, tag, end, encoding), position);
        frames.closeEnded(position);
    }

    private PendingValue newValue(int tag, Vr vr, long length) {
        account.checkLength(tag, length, position);
        if (length <= account.limits().keepUpTo()) {
            account.keep(length, position);
            return PendingValue.kept(tag, vr, position, (int) length);
        }
        if (sink != null) {
            sink.begin(tag, vr, account.depth(), length);
        }
        return PendingValue.passedOn(tag, vr, position, length, sink);
    }

    private void beginFragment(Frame.OfFragments frame, long length) {
        if (length == UNDEFINED_LENGTH) {
            throw malformed("a fragment has an undefined length");
        }
        account.checkLength(frame.tag(), length, position);
        if (sink != null) {
            sink.fragment(length);
        }
        account.release(frame.announce(length, account.limits().keepUpTo()));
        if (frame.isKept()) {
            account.keep(length, position);
            pending = PendingValue.kept(frame.tag(), frame.vr(), position, (int) length);
        } else {
            pending = PendingValue.passedOn(frame.tag(), frame.vr(), position, length, sink);
        }
        completeIfDone(pending);
    }

    private void completeIfDone(PendingValue value) {
        if (!value.isComplete()) {
            return;
        }
        pending = null;
        switch (frames.top()) {
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
        frames.closeEnded(position);
    }

    private void complete(Frame.OfDataSet frame, PendingValue value) {
        boolean passedOn = value.bytes() == null;
        if (passedOn && sink != null) {
            sink.end();
        }
        if (passedOn || !isLeftOut(value.tag())) {
            frame.add(value.element(frame));
        }
    }

    /**
     * Group lengths, retired outside groups 0000 and 0002, and Data Set Trailing Padding say
     * nothing about the object.
     */
    private static boolean isLeftOut(int tag) {
        return tag == Tag.DataSetTrailingPadding || (tag & 0xFFFF) == 0 && tag >>> 16 > 2;
    }

    private DicomFormatException malformed(String detail) {
        return new DicomFormatException(Kind.MALFORMED, position, detail);
    }
}
