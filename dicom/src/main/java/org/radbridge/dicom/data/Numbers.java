package org.radbridge.dicom.data;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Numbers of elements, from text (IS, DS) and from little endian binary values, and back. */
final class Numbers {

    /** DS has 16 characters and IS 12; a far longer text is no number, and costly to try. */
    private static final int LONGEST_NUMBER = 64;

    private Numbers() {}

    static long[] integers(Element element) {
        return switch (element) {
            case TextElement text -> integersOf(text);
            case BinaryElement binary -> integersOf(binary);
            case SequenceElement _, PixelDataFragments _, SkippedElement _ ->
                    throw new InvalidValueException(element.tag(), "holds no numbers");
        };
    }

    private static long[] integersOf(TextElement text) {
        List<String> values = present(text);
        long[] numbers = new long[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = integer(text.tag(), values.get(i));
        }
        return numbers;
    }

    private static long integer(int tag, String value) {
        try {
            return parsed(tag, value).longValueExact();
        } catch (ArithmeticException | NumberFormatException notAnInteger) {
            throw new InvalidValueException(tag, "is not an integer");
        }
    }

    private static long[] integersOf(BinaryElement binary) {
        Vr vr = binary.vr();
        ByteBuffer bytes = ByteBuffer.wrap(binary.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        long[] numbers = new long[count(binary)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] =
                    switch (vr) {
                        case US, OW -> bytes.getShort() & 0xFFFFL;
                        case SS -> bytes.getShort();
                        case UL, OL -> bytes.getInt() & 0xFFFF_FFFFL;
                        case SL -> bytes.getInt();
                        case SV, UV, OV -> bytes.getLong();
                        case AT -> (bytes.getShort() & 0xFFFFL) << 16 | bytes.getShort() & 0xFFFFL;
                        case OB, UN -> bytes.get() & 0xFFL;
                        default ->
                                throw new InvalidValueException(
                                        binary.tag(), "VR " + vr + " holds no integers");
                    };
        }
        return numbers;
    }

    static double[] decimals(Element element) {
        return switch (element) {
            case TextElement text -> decimalsOf(text);
            case BinaryElement binary -> decimalsOf(binary);
            case SequenceElement _, PixelDataFragments _, SkippedElement _ ->
                    throw new InvalidValueException(element.tag(), "holds no numbers");
        };
    }

    private static double[] decimalsOf(TextElement text) {
        return present(text).stream().mapToDouble(value -> decimal(text.tag(), value)).toArray();
    }

    private static double decimal(int tag, String value) {
        try {
            double number = parsed(tag, value).doubleValue();
            // BigDecimal has no negative zero, and a coordinate may be one.
            return number == 0 && value.startsWith("-") ? -0.0 : number;
        } catch (NumberFormatException notANumber) {
            throw new InvalidValueException(tag, "is not a number");
        }
    }

    private static BigDecimal parsed(int tag, String value) {
        if (value.length() > LONGEST_NUMBER) {
            throw new InvalidValueException(tag, "is too long for a number");
        }
        return new BigDecimal(value);
    }

    private static double[] decimalsOf(BinaryElement binary) {
        ByteBuffer bytes = ByteBuffer.wrap(binary.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        double[] numbers = new double[count(binary)];
        switch (binary.vr()) {
            case FL, OF -> {
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = bytes.getFloat();
                }
            }
            case FD, OD -> {
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = bytes.getDouble();
                }
            }
            default -> {
                long[] integers = integersOf(binary);
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = integers[i];
                }
            }
        }
        return numbers;
    }

    /**
     * The values of a text element without the empty ones, which stand for "unknown" and hold no
     * number.
     */
    private static List<String> present(TextElement text) {
        return text.values().stream().filter(value -> !value.isEmpty()).toList();
    }

    static int count(BinaryElement binary) {
        int width = binary.vr().valueLength();
        if (binary.bytes().length % width != 0) {
            throw new InvalidValueException(
                    binary.tag(), "has a length that " + binary.vr() + " cannot have");
        }
        return binary.bytes().length / width;
    }

    static Element ofIntegers(int tag, Vr vr, long[] values) {
        if (vr.isText()) {
            return TextElement.of(
                    tag, vr, java.util.Arrays.stream(values).mapToObj(Long::toString).toList());
        }
        int width = vr.valueLength();
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * width).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            switch (vr) {
                case US, SS, OW -> bytes.putShort((short) value);
                case UL, SL, OL -> bytes.putInt((int) value);
                case SV, UV, OV -> bytes.putLong(value);
                case FL, OF -> bytes.putFloat(value);
                case FD, OD -> bytes.putDouble(value);
                case AT -> bytes.putShort((short) (value >>> 16)).putShort((short) value);
                case OB, UN -> bytes.put((byte) value);
                default -> throw new InvalidValueException(tag, "VR " + vr + " holds no integers");
            }
        }
        return new BinaryElement(tag, vr, bytes.array());
    }

    static Element ofDecimals(int tag, Vr vr, double[] values) {
        if (vr.isText()) {
            return TextElement.of(
                    tag, vr, java.util.Arrays.stream(values).mapToObj(DecimalString::of).toList());
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * vr.wordLength()).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            switch (vr) {
                case FL, OF -> bytes.putFloat((float) value);
                case FD, OD -> bytes.putDouble(value);
                default -> throw new InvalidValueException(tag, "VR " + vr + " holds no decimals");
            }
        }
        return new BinaryElement(tag, vr, bytes.array());
    }
}
