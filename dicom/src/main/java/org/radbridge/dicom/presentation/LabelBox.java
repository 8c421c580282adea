package org.radbridge.dicom.presentation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.radbridge.dicom.iod.ImagePoint;

/**
 * Where a label is written, in an image's pixels.
 *
 * @param left (0 is the image's edge)
 * @param top (0 is the image's edge)
 */
public record LabelBox(double left, double top, double right, double bottom) {

    /**
     * Places for labels: above or below what they belong to, within the image as far as it is large
     * enough, and beside one another.
     *
     * @param rows of the image
     * @param columns of the image
     * @param characterWidth room of one character
     * @param lineHeight room of one line
     * @return one for each annotation
     */
    public static List<LabelBox> place(
            List<Annotation> annotations,
            int rows,
            int columns,
            double characterWidth,
            double lineHeight) {
        List<LabelBox> placed = new ArrayList<>();
        for (Annotation annotation : annotations) {
            double width = Math.min(columns, annotation.width() * characterWidth);
            double height = Math.min(rows, annotation.lines().size() * lineHeight);
            LabelBox box =
                    candidates(annotation, width, height, lineHeight / 2)
                            .map(candidate -> candidate.within(rows, columns))
                            .filter(candidate -> placed.stream().noneMatch(candidate::meets))
                            .findFirst()
                            .orElseGet(() -> below(placed, width, height, rows, columns));
            placed.add(box);
        }
        return placed;
    }

    private static Stream<LabelBox> candidates(
            Annotation annotation, double width, double height, double gap) {
        if (annotation.outline().isEmpty()) {
            return Stream.of(of(gap, gap, width, height));
        }
        double left = annotation.outline().stream().mapToDouble(ImagePoint::column).min().orElse(0);
        double right =
                annotation.outline().stream().mapToDouble(ImagePoint::column).max().orElse(0);
        double top = annotation.outline().stream().mapToDouble(ImagePoint::row).min().orElse(0);
        double bottom = annotation.outline().stream().mapToDouble(ImagePoint::row).max().orElse(0);
        LabelBox above = of(left, top - gap - height, width, height);
        LabelBox below = of(left, bottom + gap, width, height);
        LabelBox beside = of(right + gap, top, width, height);
        return above.top() >= 0 ? Stream.of(above, below, beside) : Stream.of(below, beside, above);
    }

    /** Under the first label that leaves room, else at the image's top over another. */
    private static LabelBox below(
            List<LabelBox> placed, double width, double height, int rows, int columns) {
        return placed.stream()
                .map(other -> of(other.left(), other.bottom(), width, height).within(rows, columns))
                .filter(candidate -> placed.stream().noneMatch(candidate::meets))
                .findFirst()
                .orElseGet(() -> of(0, 0, width, height));
    }

    private static LabelBox of(double left, double top, double width, double height) {
        return new LabelBox(left, top, left + width, top + height);
    }

    private LabelBox within(int rows, int columns) {
        double width = right - left;
        double height = bottom - top;
        return of(
                Math.clamp(left, 0, columns - width),
                Math.clamp(top, 0, rows - height),
                width,
                height);
    }

    private boolean meets(LabelBox other) {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
}
