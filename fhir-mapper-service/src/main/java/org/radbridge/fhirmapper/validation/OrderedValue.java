package org.radbridge.fhirmapper.validation;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value that rules compare with others: a time or a number. Its kind and its place among the
 * others of its resource are what a verdict can depend on.
 *
 * @param kind its format and range
 * @param keys by each of which it may be compared: a number as it is; a time by its instant, its
 *     day as written and its day in UTC
 */
record OrderedValue(String kind, List<BigDecimal> keys) {
    private static final Pattern DATE = Pattern.compile("(\\d{4})-\\d{2}-\\d{2}");
    private static final Pattern DATE_TIME =
            Pattern.compile(
                    "(\\d{4})-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,9})?");
    private static final List<BigDecimal> BOUNDS =
            List.of(BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.valueOf(100));

    /** A time of day or a whole day that there is; empty for any other text. */
    static Optional<OrderedValue> time(String text) {
        try {
            Matcher date = DATE.matcher(text);
            if (date.matches()) {
                LocalDate day = LocalDate.parse(text);
                return Optional.of(
                        new OrderedValue(
                                "date of " + date.group(1),
                                keys(day.atStartOfDay().atOffset(ZoneOffset.UTC))));
            }
            Matcher time = DATE_TIME.matcher(text);
            if (!time.matches()) {
                return Optional.empty();
            }
            String fraction = time.group(2);
            return Optional.of(
                    new OrderedValue(
                            "time of "
                                    + time.group(1)
                                    + " with "
                                    + (fraction == null ? 0 : fraction.length() - 1)
                                    + time.group(3),
                            keys(OffsetDateTime.parse(text))));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static List<BigDecimal> keys(OffsetDateTime time) {
        return List.of(
                BigDecimal.valueOf(time.toEpochSecond())
                        .add(BigDecimal.valueOf(time.getNano(), 9))
                        .stripTrailingZeros(),
                day(time.toLocalDate()),
                day(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDate()));
    }

    private static BigDecimal day(LocalDate day) {
        return BigDecimal.valueOf(day.toEpochDay()).stripTrailingZeros();
    }

    /** A plain decimal of up to nine digits before and after its point; empty for any other. */
    static Optional<OrderedValue> number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(text);
        StringBuilder kind = new StringBuilder("number of ").append(number.scale());
        BOUNDS.forEach(bound -> kind.append(' ').append(number.compareTo(bound)));
        return Optional.of(
                new OrderedValue(
                        kind.toString(), Collections.nCopies(3, number.stripTrailingZeros())));
    }

    /** The places of values among themselves, by each of their keys. */
    static List<Integer> ranks(List<OrderedValue> values) {
        if (values.size() < 2) {
            return List.of();
        }
        List<Integer> ranks = new ArrayList<>();
        for (int key = 0; key < values.getFirst().keys().size(); key++) {
            int by = key;
            Function<OrderedValue, BigDecimal> order = value -> value.keys().get(by);
            List<BigDecimal> sorted = values.stream().map(order).sorted().distinct().toList();
            values.forEach(
                    value -> ranks.add(Collections.binarySearch(sorted, order.apply(value))));
        }
        return ranks;
    }
}
