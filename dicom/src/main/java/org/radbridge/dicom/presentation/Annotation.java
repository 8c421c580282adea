package org.radbridge.dicom.presentation;

import java.util.List;
import java.util.stream.Stream;
import org.radbridge.dicom.image.drawing.Colour;
import org.radbridge.dicom.iod.ImagePoint;

/**
 * A finding on an image.
 *
 * @param lines what is written beside it
 * @param outline where it lies, closed by the reader: the last point need not be the first; empty
 *     when it was not localised
 * @param colour of both
 */
public record Annotation(List<String> lines, List<ImagePoint> outline, Colour colour) {

    private static final List<Colour> COLOURS =
            List.of(
                    new Colour(255, 220, 0),
                    new Colour(0, 220, 255),
                    new Colour(255, 110, 200),
                    new Colour(120, 255, 90),
                    new Colour(255, 150, 60),
                    new Colour(190, 160, 255));

    public Annotation {
        lines = List.copyOf(lines);
        outline = List.copyOf(outline);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("an annotation says something");
        }
    }

    /** A colour that tells the findings of one image apart; counted from 0, again after six. */
    public static Colour colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }

    /** How many characters its longest line has. */
    int width() {
        return lines.stream()
                .mapToInt(line -> line.codePointCount(0, line.length()))
                .max()
                .orElse(0);
    }

    /** The outline with its first point again at its end. */
    List<ImagePoint> closed() {
        if (outline.isEmpty() || outline.getFirst().equals(outline.getLast())) {
            return outline;
        }
        return Stream.concat(outline.stream(), Stream.of(outline.getFirst())).toList();
    }
}
