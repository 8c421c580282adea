package org.radbridge.fhirmapper.hl7v2.silence;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a feed may be silent, by the hours of the day: a ward's nights are quieter than its
 * mornings. Silence counts from the last message, but in no span of hours from before it began.
 *
 * @param spans in the order in which they are asked; hours that none holds may be silent
 * @param zone whose hours
 */
record Silence(List<Span> spans, ZoneId zone) {
    private static final Pattern HOURS = Pattern.compile("(\\d{2})-(\\d{2})");
    private static final int HOURS_OF_DAY = 24;

    /** Hours of the day, perhaps over midnight, and how long a feed may be silent in them. */
    record Span(int from, int until, Duration longest) {
        boolean holds(int hour) {
            return from < until ? hour >= from && hour < until : hour >= from || hour < until;
        }
    }

    Silence {
        spans = List.copyOf(spans);
    }

    /**
     * Reads what is configured.
     *
     * @param byHours by hours of the day, as {@code 06-22}
     */
    static Silence of(Map<String, Duration> byHours, ZoneId zone) {
        return new Silence(
                byHours.entrySet().stream()
                        .map(entry -> span(entry.getKey(), entry.getValue()))
                        .toList(),
                zone);
    }

    private static Span span(String hours, Duration longest) {
        Matcher parts = HOURS.matcher(hours);
        if (!parts.matches()) {
            throw new IllegalArgumentException("hours of the day are written as 06-22: " + hours);
        }
        int from = Integer.parseInt(parts.group(1));
        int until = Integer.parseInt(parts.group(2)) % HOURS_OF_DAY;
        if (from >= HOURS_OF_DAY || Integer.parseInt(parts.group(2)) > HOURS_OF_DAY) {
            throw new IllegalArgumentException("a day has 24 hours: " + hours);
        }
        return new Span(from, until, longest);
    }

    /**
     * Until when the feed may be silent at a moment.
     *
     * @param last its last message, or when we began to listen
     * @return empty when it may be silent for ever
     */
    Optional<Instant> until(Instant last, Instant now) {
        ZonedDateTime here = now.atZone(zone);
        return spans.stream()
                .filter(span -> span.holds(here.getHour()))
                .findFirst()
                .map(span -> {
                    Instant begun = begun(span, here);
                    return (begun.isAfter(last) ? begun : last).plus(span.longest());
                });
    }

    private static Instant begun(Span span, ZonedDateTime here) {
        ZonedDateTime today = here.truncatedTo(ChronoUnit.DAYS).withHour(span.from());
        return (today.isAfter(here) ? today.minusDays(1) : today).toInstant();
    }
}
