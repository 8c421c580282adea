package org.radbridge.rbac.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * The span that FHIR {@code date} parameters leave (R4 search §3.1.1.4.7): a year, a month, a day
 * or an instant, each with a prefix; several must all hold. Days are those of UTC.
 *
 * @param from at or after; null without a beginning
 * @param until before; null without an end
 */
record RecordedSpan(@Nullable Instant from, @Nullable Instant until) {
    private static final RecordedSpan EVER = new RecordedSpan(null, null);

    /**
     * Reads the parameters.
     *
     * @throws RadbridgeException {@code invalid-request}
     */
    static RecordedSpan of(List<String> dates) {
        RecordedSpan span = EVER;
        for (String date : dates) {
            span = span.and(of(date));
        }
        return span;
    }

    private static RecordedSpan of(String date) {
        boolean prefixed = date.length() > 2 && Character.isLetter(date.charAt(0));
        String prefix = prefixed ? date.substring(0, 2) : "eq";
        RecordedSpan value = value(prefixed ? date.substring(2) : date);
        return switch (prefix) {
            case "eq" -> value;
            case "ge" -> new RecordedSpan(value.from(), null);
            case "gt", "sa" -> new RecordedSpan(value.until(), null);
            case "le" -> new RecordedSpan(null, value.until());
            case "lt", "eb" -> new RecordedSpan(null, value.from());
            default -> throw invalid("date: the prefix " + prefix + " is not supported");
        };
    }

    private static RecordedSpan value(String text) {
        try {
            return switch (text.length()) {
                case 4 -> {
                    LocalDate first = Year.parse(text).atDay(1);
                    yield days(first, first.plusYears(1));
                }
                case 7 -> {
                    LocalDate first = YearMonth.parse(text).atDay(1);
                    yield days(first, first.plusMonths(1));
                }
                case 10 -> {
                    LocalDate day = LocalDate.parse(text);
                    yield days(day, day.plusDays(1));
                }
                default -> {
                    Instant instant = OffsetDateTime.parse(text).toInstant();
                    boolean millis = text.contains(".");
                    yield new RecordedSpan(
                            instant,
                            instant.plus(1, millis ? ChronoUnit.MILLIS : ChronoUnit.SECONDS));
                }
            };
        } catch (DateTimeParseException e) {
            throw invalid("date: " + text + " is neither a year, a month, a day nor an instant");
        }
    }

    private static RecordedSpan days(LocalDate from, LocalDate until) {
        return new RecordedSpan(
                from.atStartOfDay(ZoneOffset.UTC).toInstant(),
                until.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private RecordedSpan and(RecordedSpan other) {
        Instant laterFrom =
                from == null || (other.from != null && other.from.isAfter(from))
                        ? other.from
                        : from;
        Instant earlierUntil =
                until == null || (other.until != null && other.until.isBefore(until))
                        ? other.until
                        : until;
        return new RecordedSpan(laterFrom, earlierUntil);
    }

    private static RadbridgeException invalid(String detail) {
        return new RadbridgeException(KitFailure.INVALID_REQUEST, detail);
    }
}
