package org.radbridge.dicom.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.radbridge.dicom.charset.SpecificCharacterSet;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.data.SequenceElement;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TextElement;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Vr;

/**
 * Writes a data set in a transfer syntax (PS3.5 section 7). Text is turned into the repertoire that
 * (0008,0005) of the data set, or of the one around it, names. Pixel Data is written as it is: this
 * class does not encode images.
 */
public final class DataSetWriter {

    /** How sequences and items end. */
    public enum SequenceLength {
        /** With their length in the header. */
        DEFINED,
        /** With delimitation items. */
        UNDEFINED
    }

    private static final long UNDEFINED_LENGTH = 0xFFFF_FFFFL;
    private static final int LONGEST_SHORT_LENGTH = 0xFFFE;

    /** Takes the place of values that are not in memory. */
    @FunctionalInterface
    interface SkippedValues {
        /** The value's bytes belong here in what is being written. */
        void place(SkippedElement value);
    }

    private final TransferSyntax transferSyntax;
    private final SequenceLength sequenceLength;
    private final SkippedValues skippedValues;

    public DataSetWriter(TransferSyntax transferSyntax) {
        this(transferSyntax, SequenceLength.DEFINED);
    }

    public DataSetWriter(TransferSyntax transferSyntax, SequenceLength sequenceLength) {
        this(
                transferSyntax,
                sequenceLength,
                value -> {
                    throw new InvalidValueException(
                            value.tag(), "the value was not kept in memory");
                });
    }

    DataSetWriter(
            TransferSyntax transferSyntax,
            SequenceLength sequenceLength,
            SkippedValues skippedValues) {
        this.transferSyntax = transferSyntax;
        this.sequenceLength = sequenceLength;
        this.skippedValues = skippedValues;
    }

    /**
     * The encoded data set.
     *
     * @throws org.radbridge.dicom.charset.UnencodableTextException when text is outside the
     *     character set
     * @throws InvalidValueException when a value is not in memory or cannot stand in this transfer
     *     syntax
     */
    public static byte[] write(DataSet dataSet, TransferSyntax transferSyntax) {
        return new DataSetWriter(transferSyntax).toBytes(dataSet);
    }

    /** The encoded data set. */
    public byte[] toBytes(DataSet dataSet) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(dataSet, bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Writes to a stream and leaves it open. */
    public void write(DataSet dataSet, OutputStream output) throws IOException {
        if (!transferSyntax.deflated()) {
            writeElements(dataSet, SpecificCharacterSet.DEFAULT, output);
            return;
        }
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            DeflaterOutputStream deflated = new DeflaterOutputStream(output, deflater);
            writeElements(dataSet, SpecificCharacterSet.DEFAULT, deflated);
            deflated.finish();
            if (deflater.getBytesWritten() % 2 != 0) {
                output.write(0);
            }
        } finally {
            deflater.end();
        }
    }

    private void writeElements(DataSet dataSet, SpecificCharacterSet around, OutputStream output)
            throws IOException {
        SpecificCharacterSet characterSet =
                dataSet.contains(Tag.SpecificCharacterSet) ? dataSet.characterSet() : around;
        for (Element element : dataSet) {
            writeElement(element, characterSet, output);
        }
    }

    private void writeElement(
            Element element, SpecificCharacterSet characterSet, OutputStream output)
            throws IOException {
        switch (element) {
            case TextElement text ->
                    writeValue(text.tag(), text.vr(), coded(text, characterSet), output);
            case BinaryElement binary ->
                    writeValue(binary.tag(), binary.vr(), ordered(binary), output);
            case SequenceElement sequence -> writeSequence(sequence, characterSet, output);
            case PixelDataFragments fragments -> writeFragments(fragments, output);
            case SkippedElement skipped -> writeSkipped(skipped, output);
        }
    }

    private void writeSkipped(SkippedElement skipped, OutputStream output) throws IOException {
        if (skipped.encapsulated()) {
            writeHeader(skipped.tag(), skipped.vr(), UNDEFINED_LENGTH, output);
            skippedValues.place(skipped);
            writeItemHeader(Tag.SequenceDelimitationItem, 0, output);
            return;
        }
        boolean odd = skipped.length() % 2 != 0;
        writeHeader(skipped.tag(), skipped.vr(), skipped.length() + (odd ? 1 : 0), output);
        skippedValues.place(skipped);
        if (odd) {
            output.write(skipped.vr().padding());
        }
    }

    private static byte[] coded(TextElement text, SpecificCharacterSet characterSet) {
        boolean same =
                !text.vr().usesCharacterSet()
                        || text.characterSet().equals(characterSet)
                        || SpecificCharacterSet.isAscii(text.bytes());
        return same ? text.bytes() : characterSet.encode(text.text(), text.vr() == Vr.PN);
    }

    private byte[] ordered(BinaryElement binary) {
        return transferSyntax.bigEndian()
                ? ByteOrderSwap.swap(binary.vr(), binary.bytes().clone())
                : binary.bytes();
    }

    private void writeValue(int tag, Vr vr, byte[] value, OutputStream output) throws IOException {
        boolean odd = value.length % 2 != 0;
        writeHeader(tag, vr, value.length + (odd ? 1L : 0L), output);
        output.write(value);
        if (odd) {
            output.write(vr.padding());
        }
    }

    /** A value too long for the short form of explicit VR is sent as UN (PS3.5 section 6.2.2). */
    private void writeHeader(int tag, Vr vr, long length, OutputStream output) throws IOException {
        uint16(tag >>> 16, output);
        uint16(tag, output);
        if (!transferSyntax.explicitVr()) {
            uint32(length, output);
            return;
        }
        boolean tooLong = !vr.hasLongLength() && length > LONGEST_SHORT_LENGTH;
        Vr coded = tooLong ? Vr.UN : vr;
        output.write(coded.name().charAt(0));
        output.write(coded.name().charAt(1));
        if (coded.hasLongLength()) {
            uint16(0, output);
            uint32(length, output);
        } else {
            uint16((int) length, output);
        }
    }

    private void writeSequence(
            SequenceElement sequence, SpecificCharacterSet characterSet, OutputStream output)
            throws IOException {
        if (needsDelimiters(sequence.tag())) {
            writeHeader(sequence.tag(), Vr.SQ, UNDEFINED_LENGTH, output);
            for (DataSet item : sequence.items()) {
                writeItemHeader(Tag.Item, UNDEFINED_LENGTH, output);
                writeElements(item, characterSet, output);
                writeItemHeader(Tag.ItemDelimitationItem, 0, output);
            }
            writeItemHeader(Tag.SequenceDelimitationItem, 0, output);
            return;
        }
        ByteArrayOutputStream items = new ByteArrayOutputStream();
        for (DataSet item : sequence.items()) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            writeElements(item, characterSet, content);
            writeItemHeader(Tag.Item, content.size(), items);
            content.writeTo(items);
        }
        writeHeader(sequence.tag(), Vr.SQ, items.size(), output);
        items.writeTo(output);
    }

    /**
     * In implicit VR only an undefined length shows a reader that a tag it does not know is a
     * sequence.
     */
    private boolean needsDelimiters(int tag) {
        boolean unrecognisable = !transferSyntax.explicitVr() && Dictionary.vr(tag) != Vr.SQ;
        return sequenceLength == SequenceLength.UNDEFINED || unrecognisable;
    }

    private void writeFragments(PixelDataFragments pixelData, OutputStream output)
            throws IOException {
        if (!transferSyntax.encapsulated()) {
            throw new InvalidValueException(
                    pixelData.tag(),
                    "encapsulated pixels cannot stand in transfer syntax " + transferSyntax.uid());
        }
        writeHeader(pixelData.tag(), pixelData.vr(), UNDEFINED_LENGTH, output);
        for (byte[] fragment : pixelData.fragments()) {
            int odd = fragment.length % 2;
            writeItemHeader(Tag.Item, fragment.length + odd, output);
            output.write(fragment);
            if (odd == 1) {
                output.write(0);
            }
        }
        writeItemHeader(Tag.SequenceDelimitationItem, 0, output);
    }

    private void writeItemHeader(int tag, long length, OutputStream output) throws IOException {
        uint16(tag >>> 16, output);
        uint16(tag, output);
        uint32(length, output);
    }

    private void uint16(int value, OutputStream output) throws IOException {
        int low = value & 0xFF;
        int high = value >>> 8 & 0xFF;
        output.write(transferSyntax.bigEndian() ? high : low);
        output.write(transferSyntax.bigEndian() ? low : high);
    }

    private void uint32(long value, OutputStream output) throws IOException {
        int low = (int) value;
        int high = (int) (value >>> 16);
        uint16(transferSyntax.bigEndian() ? high : low, output);
        uint16(transferSyntax.bigEndian() ? low : high, output);
    }
}
