package org.radbridge.fhirmapper.hl7v2.er7;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A message as a list of segments (section 2.3). Which segments form a group is for its reader to
 * say: senders differ in that more than in anything else.
 *
 * @param segments in their order, MSH first
 */
public record Er7Message(List<Er7Segment> segments) {
    private static final int MOST_SEGMENTS = 10_000;
    private static final Pattern SEGMENT_END = Pattern.compile("\r\n|\r|\n");
    private static final Pattern SEGMENT_NAME = Pattern.compile("[A-Z][A-Z0-9]{2}");

    public Er7Message {
        segments = List.copyOf(segments);
    }

    /**
     * Reads a message. Segments may also end in a line feed, against the standard, as some send.
     *
     * @throws Er7FormatException when it is none
     */
    public static Er7Message parse(String text) {
        Delimiters delimiters = Delimiters.of(text);
        List<Er7Segment> segments = new ArrayList<>();
        for (String line : SEGMENT_END.split(text)) {
            if (line.isBlank()) {
                continue;
            }
            if (segments.size() == MOST_SEGMENTS) {
                throw new Er7FormatException("more than " + MOST_SEGMENTS + " segments");
            }
            if (line.length() < 3 || !SEGMENT_NAME.matcher(line.substring(0, 3)).matches()) {
                throw new Er7FormatException("segment " + (segments.size() + 1) + " has no name");
            }
            segments.add(Er7Segment.parse(line, delimiters));
        }
        return new Er7Message(segments);
    }

    /** The MSH segment. */
    public Er7Segment header() {
        return segments.getFirst();
    }

    /** The first segment of a name. */
    public Optional<Er7Segment> first(String name) {
        return segments.stream().filter(segment -> segment.name().equals(name)).findFirst();
    }

    /** All segments of a name. */
    public List<Er7Segment> all(String name) {
        return segments.stream().filter(segment -> segment.name().equals(name)).toList();
    }

    /**
     * The groups that begin with a segment of this name: each with all segments up to the next.
     * What stands before the first is in none.
     */
    public List<Er7Message> groups(String begin) {
        List<List<Er7Segment>> groups = new ArrayList<>();
        for (Er7Segment segment : segments) {
            if (segment.name().equals(begin)) {
                groups.add(new ArrayList<>());
            }
            if (!groups.isEmpty()) {
                groups.getLast().add(segment);
            }
        }
        return groups.stream().map(Er7Message::new).toList();
    }
}
