package org.radbridge.fhirmapper.search;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Timing;
import org.jspecify.annotations.Nullable;

/**
 * A FHIR date of any precision as the half-open span of time it stands for. What names no time zone
 * counts as UTC.
 *
 * @param from its first instant; null for an open start
 * @param until the first instant after it; null for an open end
 */
public record DateSpan(@Nullable Instant from, @Nullable Instant until) {
    private static final Pattern YEAR = Pattern.compile("\\d{4}");
    private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");
    private static final Pattern TO_THE_MINUTE =
            Pattern.compile("[^T]*T\\d{2}:\\d{2}(Z|[+-]\\d{2}:\\d{2})?");
    private static final Pattern ZONE = Pattern.compile("[+-]\\d{2}:\\d{2}");
    private static final int LONGEST_DAY = "2026-11-28".length();
    private static final int ZONE_LENGTH = "+01:00".length();
    private static final Pattern FRACTION = Pattern.compile("\\.(\\d{1,9})");

    /** The database keeps microseconds. */
    private static final int FINEST = 6;

    /** A date that is written out: both ends are known. */
    public record Known(Instant from, Instant until) {}

    /**
     * Reads a FHIR date, dateTime or instant.
     *
     * @throws java.time.DateTimeException when it is none
     */
    public static Known of(String text) {
        return text.length() > LONGEST_DAY ? time(text) : date(text);
    }

    private static Known date(String text) {
        if (YEAR.matcher(text).matches()) {
            return days(LocalDate.of(Integer.parseInt(text), 1, 1), ChronoUnit.YEARS);
        }
        if (MONTH.matcher(text).matches()) {
            return days(YearMonth.parse(text).atDay(1), ChronoUnit.MONTHS);
        }
        return days(LocalDate.parse(text), ChronoUnit.DAYS);
    }

    private static Known time(String text) {
        Instant from = instant(text).truncatedTo(ChronoUnit.MICROS);
        if (TO_THE_MINUTE.matcher(text).matches()) {
            return new Known(from, from.plus(1, ChronoUnit.MINUTES));
        }
        Matcher fraction = FRACTION.matcher(text);
        return fraction.find()
                ? new Known(from, from.plus(digit(fraction.group(1).length())))
                : new Known(from, from.plusSeconds(1));
    }

    /** The span of an element; empty when it says nothing of when. */
    static Optional<DateSpan> of(Base value) {
        return switch (value) {
            case BaseDateTimeType date ->
                    Optional.ofNullable(date.getValueAsString())
                            .map(DateSpan::of)
                            .map(known -> new DateSpan(known.from(), known.until()));
            case Period period ->
                    Optional.of(
                            new DateSpan(
                                    period.hasStart()
                                            ? of(period.getStartElement().getValueAsString()).from()
                                            : null,
                                    period.hasEnd()
                                            ? of(period.getEndElement().getValueAsString()).until()
                                            : null));
            case Timing timing -> outerLimits(timing);
            default -> throw new IllegalStateException("a " + value.fhirType() + " is no date");
        };
    }

    /** What recurs counts from its first event to its last (R4 search, section 3.1.1.4.8). */
    private static Optional<DateSpan> outerLimits(Timing timing) {
        List<Known> events =
                timing.getEvent().stream().map(event -> of(event.getValueAsString())).toList();
        if (events.isEmpty()) {
            return timing.getRepeat().getBounds() instanceof Period bounds
                    ? of((Base) bounds)
                    : Optional.empty();
        }
        Stream<Instant> starts = events.stream().map(Known::from);
        Stream<Instant> ends = events.stream().map(Known::until);
        return Optional.of(
                new DateSpan(
                        starts.min(Comparator.naturalOrder()).orElseThrow(),
                        ends.max(Comparator.naturalOrder()).orElseThrow()));
    }

    /** How long the last digit of a fraction of a second lasts. */
    private static Duration digit(int digits) {
        return Duration.ofNanos((long) Math.pow(10, 9 - Math.min(digits, FINEST)));
    }

    private static Instant instant(String text) {
        return zoned(text)
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    private static boolean zoned(String text) {
        return text.endsWith("Z")
                || ZONE.matcher(text).region(text.length() - ZONE_LENGTH, text.length()).matches();
    }

    private static Known days(LocalDate first, ChronoUnit unit) {
        return new Known(
                first.atStartOfDay(ZoneOffset.UTC).toInstant(),
                first.plus(1, unit).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
