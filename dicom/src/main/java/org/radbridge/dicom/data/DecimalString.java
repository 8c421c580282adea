package org.radbridge.dicom.data;

import java.math.BigDecimal;
import java.math.MathContext;

/** Values of VR DS: a decimal number in at most 16 characters (PS3.5 section 6.2). */
public final class DecimalString {

    public static final int MAX_LENGTH = 16;

    private static final int DIGITS_OF_A_DOUBLE = 17;

    private DecimalString() {}

    /**
     * The number, rounded to as many digits as fit.
     *
     * @throws IllegalArgumentException for infinity and NaN, which DS cannot hold
     */
    public static String of(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("DS holds finite numbers only");
        }
        BigDecimal exact = new BigDecimal(Double.toString(value));
        for (int digits = DIGITS_OF_A_DOUBLE; digits > 0; digits--) {
            BigDecimal rounded = exact.round(new MathContext(digits)).stripTrailingZeros();
            String plain = rounded.toPlainString();
            String text = plain.length() <= MAX_LENGTH ? plain : rounded.toString();
            if (text.length() <= MAX_LENGTH) {
                return text;
            }
        }
        throw new IllegalArgumentException("DS cannot hold this number");
    }
}
