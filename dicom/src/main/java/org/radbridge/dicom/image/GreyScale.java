package org.radbridge.dicom.image;

import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongPredicate;
import java.util.function.LongToDoubleFunction;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.image.codec.ImageException.Kind;

/**
 * From stored values to grey (PS3.3 C.11 and PS3.4 N.2): modality transformation, VOI, polarity.
 */
final class GreyScale {

    private static final Set<String> PROJECTIONS =
            Set.of(Uid.XRayAngiographicImageStorage, Uid.XRayRadiofluoroscopicImageStorage);

    private GreyScale() {}

    /** The modality transformation of a frame: its lookup table, or rescale slope and intercept. */
    static LongToDoubleFunction modality(DataSet image, int frame, boolean signed) {
        Optional<DataSet> table = image.item(Tag.ModalityLUTSequence);
        if (table.isPresent()) {
            LookupTable lut = LookupTable.of(table.get(), Tag.LUTDescriptor, Tag.LUTData, signed);
            return lut::apply;
        }
        DataSet macro = FunctionalGroups.macro(image, frame, Tag.PixelValueTransformationSequence);
        double slope = macro.decimal(Tag.RescaleSlope).orElse(1);
        double intercept = macro.decimal(Tag.RescaleIntercept).orElse(0);
        return stored -> stored * slope + intercept;
    }

    /** The first VOI of a frame as a fraction of white; empty when the image names none. */
    static Optional<DoubleUnaryOperator> voi(DataSet image, int frame) {
        DataSet macro = FunctionalGroups.macro(image, frame, Tag.FrameVOILUTSequence);
        Optional<DataSet> table = macro.item(Tag.VOILUTSequence);
        if (table.isPresent()) {
            LookupTable lut = LookupTable.of(table.get(), Tag.LUTDescriptor, Tag.LUTData, true);
            return Optional.of(value -> (double) lut.apply(Math.round(value)) / lut.maximum());
        }
        if (!macro.containsValue(Tag.WindowCenter) || !macro.containsValue(Tag.WindowWidth)) {
            return Optional.empty();
        }
        Window window =
                new Window(
                        macro.decimal(Tag.WindowCenter).orElseThrow(),
                        macro.decimal(Tag.WindowWidth).orElseThrow(),
                        function(macro));
        return Optional.of(window::apply);
    }

    private static Window.Function function(DataSet macro) {
        return switch (macro.string(Tag.VOILUTFunction).orElse("LINEAR")) {
            case "LINEAR" -> Window.Function.LINEAR;
            case "LINEAR_EXACT" -> Window.Function.LINEAR_EXACT;
            case "SIGMOID" -> Window.Function.SIGMOID;
            default -> throw new ImageException(Kind.INVALID_ATTRIBUTE, "VOI LUT Function");
        };
    }

    /**
     * Whether the modality transformation is not for display: that of projection angiography goes
     * back to the intensity of the X-rays (PS3.4 N.2.5), while windows are those of the stored
     * values.
     */
    private static boolean isDisplayedAsStored(DataSet image) {
        return image.string(Tag.SOPClassUID).map(PROJECTIONS::contains).orElse(false);
    }

    /** Every pixel of a greyscale frame as a grey of eight bits. */
    static byte[] render(Image image, int index, Frame frame, Optional<Window> asked) {
        try {
            boolean signed = frame.pixel().signed();
            LongToDoubleFunction modality =
                    isDisplayedAsStored(image.dataSet())
                            ? stored -> stored
                            : modality(image.dataSet(), index, signed);
            LongPredicate padding =
                    PixelPadding.of(image.dataSet(), signed)
                            .<LongPredicate>map(found -> found::contains)
                            .orElse(_ -> false);
            DoubleUnaryOperator voi =
                    asked.<DoubleUnaryOperator>map(window -> window::apply)
                            .or(() -> voi(image.dataSet(), index))
                            .orElseGet(() -> fullRange(frame, modality, padding));
            boolean inverted =
                    frame.pixel().photometricInterpretation()
                            == PhotometricInterpretation.MONOCHROME1;
            return mapped(
                    frame,
                    stored -> padding.test(stored) ? 0 : grey(stored, modality, voi, inverted));
        } catch (InvalidValueException invalid) {
            throw new ImageException(Kind.INVALID_ATTRIBUTE, "modality or VOI transformation");
        }
    }

    /** From the darkest to the brightest value there is. */
    private static DoubleUnaryOperator fullRange(
            Frame frame, LongToDoubleFunction modality, LongPredicate padding) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        boolean signed = frame.pixel().signed();
        for (int sample : frame.samples()) {
            long stored = signed ? sample : sample & 0xFFFF_FFFFL;
            if (padding.test(stored)) {
                continue;
            }
            double value = modality.applyAsDouble(stored);
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        double from = low;
        double range = high > low ? high - low : 1;
        return value -> (value - from) / range;
    }

    /** What a stored value looks like. */
    private interface ToGrey {
        byte grey(long stored);
    }

    /** Up to 16 bits, each stored value is worked out once and then looked up. */
    private static byte[] mapped(Frame frame, ToGrey toGrey) {
        int[] samples = frame.samples();
        byte[] grey = new byte[samples.length];
        boolean signed = frame.pixel().signed();
        if (frame.pixel().bitsStored() <= 16) {
            int minimum = (int) frame.pixel().minimum();
            byte[] table = new byte[(int) frame.pixel().maximum() - minimum + 1];
            for (int i = 0; i < table.length; i++) {
                table[i] = toGrey.grey(i + minimum);
            }
            for (int i = 0; i < grey.length; i++) {
                grey[i] = table[samples[i] - minimum];
            }
        } else {
            for (int i = 0; i < grey.length; i++) {
                grey[i] = toGrey.grey(signed ? samples[i] : samples[i] & 0xFFFF_FFFFL);
            }
        }
        return grey;
    }

    private static byte grey(
            long stored, LongToDoubleFunction modality, DoubleUnaryOperator voi, boolean inverted) {
        double fraction = Math.clamp(voi.applyAsDouble(modality.applyAsDouble(stored)), 0, 1);
        return (byte) Math.round(255 * (inverted ? 1 - fraction : fraction));
    }
}
