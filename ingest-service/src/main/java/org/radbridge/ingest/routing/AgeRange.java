package org.radbridge.ingest.routing;

import java.time.LocalDate;
import java.time.Period;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An age in completed units, as people say it: {@code 18y-} is from the eighteenth birthday on,
 * {@code -17y} up to the day before it. Units are those of VR AS (PS3.5 §6.2): d, w, m, y.
 *
 * @param text as written
 * @param from the youngest; null when there is no lower end
 * @param upTo the first age that is too old; null when there is no upper end
 */
record AgeRange(String text, @Nullable Period from, @Nullable Period upTo) {
    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{1,3})([dwmy]))?\\s*-\\s*(?:(\\d{1,3})([dwmy]))?");

    /**
     * Reads the form above.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static AgeRange parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches() || parts.group(1) == null && parts.group(3) == null) {
            throw new IllegalArgumentException("'" + text + "' is not like 18y-, -17y or 6m-2y");
        }
        Period from = parts.group(1) == null ? null : period(parts.group(1), parts.group(2), 0);
        Period upTo = parts.group(3) == null ? null : period(parts.group(3), parts.group(4), 1);
        return new AgeRange(text.strip(), from, upTo);
    }

    private static Period period(String amount, String unit, int more) {
        int count = Integer.parseInt(amount) + more;
        return switch (unit) {
            case "d" -> Period.ofDays(count);
            case "w" -> Period.ofWeeks(count);
            case "m" -> Period.ofMonths(count);
            default -> Period.ofYears(count);
        };
    }

    /** False when either date is unknown: nobody is taken for an adult by default. */
    boolean contains(@Nullable LocalDate birthDate, @Nullable LocalDate day) {
        if (birthDate == null || day == null || day.isBefore(birthDate)) {
            return false;
        }
        return (from == null || !birthDate.plus(from).isAfter(day))
                && (upTo == null || birthDate.plus(upTo).isAfter(day));
    }

    @Override
    public String toString() {
        return text;
    }
}
