package org.radbridge.ingest.routing;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A window of the week: {@code mon-fri 18:00-07:00}, {@code sat,sun} or {@code 22:00-06:00}. One
 * that ends before it begins goes on into the next morning, and belongs to the day it begins on.
 *
 * @param text as written
 * @param days on which it begins
 * @param from included
 * @param until excluded; the same as {@code from} for a whole day
 */
record TimeWindow(String text, Set<DayOfWeek> days, LocalTime from, LocalTime until) {
    private static final Pattern FORM =
            Pattern.compile(
                    "([a-z]{3}[a-z,\\- ]*)?\\s*(?:(\\d\\d:\\d\\d)\\s*-\\s*(\\d\\d:\\d\\d))?");
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);
    private static final List<DayOfWeek> WEEK = List.of(DayOfWeek.values());

    TimeWindow {
        days = Set.copyOf(days);
    }

    /**
     * Reads the form above.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static TimeWindow parse(String text) {
        Matcher parts = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches() || parts.group(1) == null && parts.group(2) == null) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not like 'mon-fri 18:00-07:00' or 'sat,sun'");
        }
        Set<DayOfWeek> days =
                parts.group(1) == null
                        ? EnumSet.allOf(DayOfWeek.class)
                        : days(text, parts.group(1).strip());
        boolean timed = parts.group(2) != null;
        LocalTime from = timed ? clock(text, parts.group(2)) : LocalTime.MIDNIGHT;
        LocalTime until = timed ? clock(text, parts.group(3)) : LocalTime.MIDNIGHT;
        return new TimeWindow(text.strip(), days, from, until);
    }

    private static LocalTime clock(String text, String time) {
        try {
            return LocalTime.parse(time, CLOCK);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "' has no such time: " + time, e);
        }
    }

    private static Set<DayOfWeek> days(String text, String names) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : names.split("[, ]+")) {
            String[] ends = part.split("-", 2);
            DayOfWeek first = day(text, ends[0]);
            DayOfWeek last = ends.length == 1 ? first : day(text, ends[1]);
            DayOfWeek day = first;
            days.add(day);
            while (day != last) {
                day = day.plus(1);
                days.add(day);
            }
        }
        return days;
    }

    private static DayOfWeek day(String text, String name) {
        return WEEK.stream()
                .filter(day -> shortName(day).equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("'" + text + "' has no such day: " + name));
    }

    private static String shortName(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    boolean contains(LocalDateTime at) {
        LocalTime time = at.toLocalTime();
        DayOfWeek day = at.getDayOfWeek();
        if (from.isBefore(until)) {
            return days.contains(day) && !time.isBefore(from) && time.isBefore(until);
        }
        return days.contains(day) && !time.isBefore(from)
                || days.contains(day.minus(1)) && time.isBefore(until);
    }

    /** A moment as this class writes it. */
    static String describe(LocalDateTime at) {
        return shortName(at.getDayOfWeek()) + " " + CLOCK.format(at);
    }

    @Override
    public String toString() {
        return text;
    }
}
