package org.radbridge.fhirmapper.terminology;

/** The check digits that tell a mistyped code from a real one. */
final class CheckDigits {
    /** The dihedral group of the pentagon, by which Verhoeff's scheme multiplies. */
    private static final int[][] PRODUCT = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
        {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
        {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
        {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
        {4, 0, 1, 2, 3, 9, 5, 6, 7, 8},
        {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
        {6, 5, 9, 8, 7, 1, 0, 4, 3, 2},
        {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
        {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
        {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}
    };

    /** What a digit counts as, by its place from the right. */
    private static final int[] PERMUTATION = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

    private CheckDigits() {}

    /** Whether the last of some digits is Verhoeff's check digit of the others (SNOMED CT). */
    static boolean verhoeff(String digits) {
        int check = 0;
        for (int place = 0; place < digits.length(); place++) {
            int digit = digits.charAt(digits.length() - 1 - place) - '0';
            for (int times = place % 8; times > 0; times--) {
                digit = PERMUTATION[digit];
            }
            check = PRODUCT[check][digit];
        }
        return check == 0;
    }

    /** Whether a digit is the mod 10 check digit of some digits (LOINC, after the hyphen). */
    static boolean modTen(String digits, char checkDigit) {
        int sum = 0;
        for (int place = 0; place < digits.length(); place++) {
            int digit = digits.charAt(digits.length() - 1 - place) - '0';
            int counted = place % 2 == 0 ? 2 * digit : digit;
            sum += counted / 10 + counted % 10;
        }
        return (10 - sum % 10) % 10 == checkDigit - '0';
    }
}
