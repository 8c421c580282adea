package org.radbridge.dicom.io;

import java.util.ArrayDeque;
import java.util.Deque;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.data.SequenceElement;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.io.DicomFormatException.Kind;

/**
 * What the parser is inside of, the outermost data set at the bottom: opens and closes items,
 * sequences and encapsulated Pixel Data, and hands what closes to what is around it.
 */
final class FrameStack {

    private final Deque<Frame> frames = new ArrayDeque<>();
    private final Frame.OfDataSet root;
    private final LimitAccount account;
    private final ItemListener listener;

    FrameStack(Frame.OfDataSet root, LimitAccount account, ItemListener listener) {
        this.root = root;
        this.account = account;
        this.listener = listener;
        frames.push(root);
    }

    Frame top() {
        return frames.getFirst();
    }

    Frame.OfDataSet root() {
        return root;
    }

    boolean isAtRoot() {
        return frames.size() == 1;
    }

    DataSet dataSet() {
        return root.dataSet();
    }

    void push(Frame frame) {
        frames.push(frame);
    }

    void beginSequence(Frame.OfSequence sequence, long position) {
        account.enterSequence(position);
        frames.push(sequence);
    }

    /** Closes whatever ends at this place by its length. */
    void closeEnded(long position) {
        while (top().end() == position) {
            switch (top()) {
                case Frame.OfDataSet item -> endItem(item);
                case Frame.OfSequence sequence -> endSequence(sequence);
                case Frame.OfFragments _ ->
                        throw new IllegalStateException("fragments end with a delimiter");
            }
        }
    }

    void endItem(Frame.OfDataSet item) {
        frames.pop();
        if (!(top() instanceof Frame.OfSequence sequence)) {
            throw new IllegalStateException("an item stands in a sequence");
        }
        sequence.items().add(item.dataSet());
        if (account.depth() == 1) {
            listener.item(sequence.tag(), item.dataSet(), item.start());
        }
    }

    void endSequence(Frame.OfSequence sequence) {
        frames.pop();
        account.leaveSequence();
        sequence.around().add(new SequenceElement(sequence.tag(), sequence.items()));
    }

    /**
     * @param end offset of the sequence delimiter
     */
    void endFragments(Frame.OfFragments fragments, long end) {
        frames.pop();
        fragments
                .around()
                .add(
                        fragments.isKept()
                                ? new PixelDataFragments(
                                        fragments.tag(), fragments.vr(), fragments.fragments())
                                : new SkippedElement(
                                        fragments.tag(),
                                        fragments.vr(),
                                        fragments.start(),
                                        end - fragments.start(),
                                        true));
    }

    /**
     * Where a value of this length ends.
     *
     * @throws DicomFormatException when that is outside what it stands in
     */
    long endOf(long length, long position) {
        long end = position + length;
        check(end, position);
        return end;
    }

    /** Fails when {@code end} is outside the current item or sequence. */
    void check(long end, long position) {
        long around = top().end();
        if (around != Frame.UNDEFINED && end > around) {
            throw new DicomFormatException(
                    Kind.MALFORMED, position, "a value passes the end of its item or sequence");
        }
    }
}
