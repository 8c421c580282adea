package org.radbridge.fhirmapper.search;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * A FHIR date of any precision as the half-open span of time it stands for. What names no time zone
 * counts as UTC.
 *
 * @param from its first instant
 * @param until the first instant after it
 */
public record DateSpan(Instant from, Instant until) {
    private static final Pattern YEAR = Pattern.compile("\\d{4}");
    private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern ZONED = Pattern.compile(".*(Z|[+-]\\d{2}:\\d{2})");
    private static final Pattern TO_THE_MINUTE = Pattern.compile(".*T\\d{2}:\\d{2}");

    /**
     * Reads a FHIR date, dateTime or instant.
     *
     * @throws java.time.DateTimeException when it is none
     */
    public static DateSpan of(String text) {
        if (YEAR.matcher(text).matches()) {
            return days(LocalDate.of(Integer.parseInt(text), 1, 1), ChronoUnit.YEARS);
        }
        if (MONTH.matcher(text).matches()) {
            return days(YearMonth.parse(text).atDay(1), ChronoUnit.MONTHS);
        }
        if (DAY.matcher(text).matches()) {
            return days(LocalDate.parse(text), ChronoUnit.DAYS);
        }
        Instant from = instant(text);
        String time = text.replaceFirst("(Z|[+-]\\d{2}:\\d{2})$", "");
        if (TO_THE_MINUTE.matcher(time).matches()) {
            return new DateSpan(from, from.plus(1, ChronoUnit.MINUTES));
        }
        return time.contains(".")
                ? new DateSpan(from, from.plusMillis(1))
                : new DateSpan(from, from.plusSeconds(1));
    }

    private static Instant instant(String text) {
        return ZONED.matcher(text).matches()
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    private static DateSpan days(LocalDate first, ChronoUnit unit) {
        return new DateSpan(
                first.atStartOfDay(ZoneOffset.UTC).toInstant(),
                first.plus(1, unit).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
