package org.radbridge.fhirmapper.hl7v2.er7;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time with its precision (section 2.A.22): {@code
 * YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]}.
 *
 * @param time its first instant, in its own or the sender's zone
 * @param digits how many digits of date and time were given: 4 for a year, 8 for a day
 */
public record Dtm(ZonedDateTime time, int digits) {
    private static final int DAY = 8;
    private static final int MONTH = 6;
    private static final Pattern FORM =
            Pattern.compile(
                    "(\\d{4})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})"
                            + "(?:\\.(\\d{1,4}))?)?)?)?)?)?([+-]\\d{4})?");
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSxx");

    /**
     * Reads a time; empty when it is none.
     *
     * @param zone the sender's, for times that name none
     */
    public static Optional<Dtm> of(String text, ZoneId zone) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            LocalDateTime local =
                    LocalDateTime.of(
                                    number(parts.group(1), 0),
                                    number(parts.group(2), 1),
                                    number(parts.group(3), 1),
                                    number(parts.group(4), 0),
                                    number(parts.group(5), 0),
                                    Math.min(number(parts.group(6), 0), 59))
                            .plusNanos(fraction(parts.group(7)));
            String offset = parts.group(8);
            int digits = 0;
            for (int group = 1; group <= 6; group++) {
                digits += parts.group(group) == null ? 0 : parts.group(group).length();
            }
            return Optional.of(
                    new Dtm(local.atZone(offset == null ? zone : ZoneOffset.of(offset)), digits));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** An instant as we write it: milliseconds, UTC. */
    public static String write(Instant instant) {
        return WRITTEN.format(instant.atZone(ZoneOffset.UTC));
    }

    public Instant instant() {
        return time.toInstant();
    }

    /** The date in FHIR's form, no more exact than it was given. */
    public String fhirDate() {
        return time.format(
                DateTimeFormatter.ofPattern(
                        digits >= DAY ? "yyyy-MM-dd" : digits >= MONTH ? "yyyy-MM" : "yyyy"));
    }

    /** The time in FHIR's form; a date where no hour was given. */
    public String fhirDateTime() {
        return digits <= DAY
                ? fhirDate()
                : time.format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX"));
    }

    private static int number(@Nullable String digits, int absent) {
        return digits == null ? absent : Integer.parseInt(digits);
    }

    private static long fraction(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong((digits + "0000").substring(0, 4)) * 100_000L;
    }
}
