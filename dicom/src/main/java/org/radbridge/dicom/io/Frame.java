package org.radbridge.dicom.io;

import java.util.ArrayList;
import java.util.List;
import org.radbridge.dicom.charset.SpecificCharacterSet;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Vr;

/** What the parser is inside of: one entry of its stack. */
sealed interface Frame {

    /** The value of an unknown end: a delimiter will tell. */
    long UNDEFINED = -1;

    /** Offset of the first byte after it, or {@link #UNDEFINED}. */
    long end();

    Encoding encoding();

    /** The outermost data set, or an item. */
    final class OfDataSet implements Frame {
        private final long start;
        private final long end;
        private final Encoding encoding;
        private final DataSet dataSet = new DataSet();
        private SpecificCharacterSet characterSet;
        private boolean signedPixels;

        OfDataSet(
                long start,
                long end,
                Encoding encoding,
                SpecificCharacterSet characterSet,
                boolean signedPixels) {
            this.start = start;
            this.end = end;
            this.encoding = encoding;
            this.characterSet = characterSet;
            this.signedPixels = signedPixels;
        }

        @Override
        public long end() {
            return end;
        }

        @Override
        public Encoding encoding() {
            return encoding;
        }

        /** Offset of the item's tag; of the first element for the outermost data set. */
        long start() {
            return start;
        }

        DataSet dataSet() {
            return dataSet;
        }

        /** (0008,0005) of this data set, or of the one around it. */
        SpecificCharacterSet characterSet() {
            return characterSet;
        }

        /** Whether Pixel Representation (0028,0103), here or around, is 1. */
        boolean signedPixels() {
            return signedPixels;
        }

        void add(Element element) {
            dataSet.put(element);
            if (element.tag() == Tag.SpecificCharacterSet && element.vr() == Vr.CS) {
                characterSet = dataSet.characterSet();
            } else if (element.tag() == Tag.PixelRepresentation && element.vr() == Vr.US) {
                signedPixels =
                        dataSet.bytes(element.tag())
                                .filter(bytes -> bytes.length > 0 && bytes[0] == 1)
                                .isPresent();
            }
        }
    }

    /** A sequence: between items. */
    record OfSequence(OfDataSet around, int tag, long end, Encoding encoding, List<DataSet> items)
            implements Frame {
        OfSequence(OfDataSet around, int tag, long end, Encoding encoding) {
            this(around, tag, end, encoding, new ArrayList<>());
        }

        OfDataSet newItem(long itemStart, long itemEnd) {
            return new OfDataSet(
                    itemStart, itemEnd, encoding, around.characterSet, around.signedPixels);
        }
    }

    /** Encapsulated Pixel Data: between fragments. */
    final class OfFragments implements Frame {
        private final OfDataSet around;
        private final int tag;
        private final Vr vr;
        private final Encoding encoding;
        private final long start;
        private final List<byte[]> fragments = new ArrayList<>();
        private long keptBytes;
        private boolean kept;

        OfFragments(OfDataSet around, int tag, Vr vr, long start, boolean kept) {
            this.around = around;
            this.tag = tag;
            this.vr = vr;
            this.encoding = around.encoding();
            this.start = start;
            this.kept = kept;
        }

        @Override
        public long end() {
            return UNDEFINED;
        }

        @Override
        public Encoding encoding() {
            return encoding;
        }

        OfDataSet around() {
            return around;
        }

        int tag() {
            return tag;
        }

        Vr vr() {
            return vr;
        }

        /** Offset of the first item. */
        long start() {
            return start;
        }

        List<byte[]> fragments() {
            return fragments;
        }

        boolean isKept() {
            return kept;
        }

        /**
         * Announces a fragment; once all together pass the limit, none is kept. Returns the bytes
         * given up.
         */
        long announce(long length, int keepUpTo) {
            keptBytes += length;
            if (!kept || keptBytes <= keepUpTo) {
                return 0;
            }
            kept = false;
            long givenUp = keptBytes - length;
            fragments.clear();
            return givenUp;
        }
    }
}
