package org.radbridge.dicom.secondarycapture;

import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.image.RenderedFrame;
import org.radbridge.dicom.image.drawing.BitmapFont;
import org.radbridge.dicom.image.drawing.Canvas;
import org.radbridge.dicom.image.drawing.Colour;
import org.radbridge.dicom.iod.ImagePoint;
import org.radbridge.dicom.parametricmap.ValueGrid;
import org.radbridge.dicom.presentation.Annotation;
import org.radbridge.dicom.presentation.LabelBox;

/**
 * A finding drawn into a picture: the heat of its map over the image, its outline and its label.
 *
 * @param heat over the image's pixels; empty for a finding without a map
 */
public record Overlay(Annotation annotation, Optional<ValueGrid> heat) {

    /** Pictures are no larger: enough for a label to be read and an outline to be found. */
    private static final int LONGEST_SIDE = 1024;

    private static final double OPACITY = 0.45;
    private static final int CHARACTERS_PER_SCALE = 45;

    /**
     * The picture of a frame with this over it.
     *
     * @param frame as the image shows itself, whole
     */
    public RenderedFrame over(RenderedFrame frame) {
        RenderedFrame fitted = frame.fitted(LONGEST_SIDE, LONGEST_SIDE);
        Canvas canvas = Canvas.of(fitted);
        drawLabel(canvas, drawFinding(canvas, frame));
        return canvas.picture();
    }

    /**
     * As {@link #over}, without the label, for a place that has a caption.
     *
     * @param longestSide of the picture, in pixels
     */
    public RenderedFrame unlabelled(RenderedFrame frame, int longestSide) {
        Canvas canvas = Canvas.of(frame.fitted(longestSide, longestSide));
        drawFinding(canvas, frame);
        return canvas.picture();
    }

    /** Heat and outline; returns the outline as it lies in the canvas. */
    private List<ImagePoint> drawFinding(Canvas canvas, RenderedFrame frame) {
        double across = (double) canvas.width() / frame.width();
        double down = (double) canvas.height() / frame.height();
        heat.ifPresent(grid -> drawHeat(canvas, grid, across, down));
        List<ImagePoint> outline =
                annotation.outline().stream()
                        .map(p -> new ImagePoint(p.column() * across, p.row() * down))
                        .toList();
        drawOutline(canvas, outline);
        return outline;
    }

    /** The hotter, the less can be seen through it; what is not positive is left as it is. */
    private static void drawHeat(Canvas canvas, ValueGrid grid, double across, double down) {
        double peak = grid.greatest();
        if (!(peak > 0)) {
            return;
        }
        for (int row = 0; row < canvas.height(); row++) {
            for (int column = 0; column < canvas.width(); column++) {
                double value = grid.interpolated((column + 0.5) / across, (row + 0.5) / down);
                double share = Math.clamp(value / peak, 0, 1);
                if (share > 0) {
                    canvas.blend(column, row, HeatColours.of(share), OPACITY * share);
                }
            }
        }
    }

    private void drawOutline(Canvas canvas, List<ImagePoint> outline) {
        double thickness = Math.max(1.5, Math.max(canvas.width(), canvas.height()) / 400.0);
        for (int i = 0; i < outline.size(); i++) {
            ImagePoint from = outline.get(i);
            ImagePoint to = outline.get((i + 1) % outline.size());
            canvas.line(
                    from.column(),
                    from.row(),
                    to.column(),
                    to.row(),
                    thickness,
                    annotation.colour());
        }
    }

    private void drawLabel(Canvas canvas, List<ImagePoint> outline) {
        int scale = Math.max(1, canvas.width() / (BitmapFont.WIDTH * CHARACTERS_PER_SCALE));
        int line = scale * BitmapFont.HEIGHT;
        LabelBox box =
                LabelBox.place(
                                List.of(
                                        new Annotation(
                                                annotation.lines(), outline, annotation.colour())),
                                canvas.height(),
                                canvas.width(),
                                scale * BitmapFont.WIDTH,
                                line)
                        .getFirst();
        int left = (int) Math.round(box.left());
        int top = (int) Math.round(box.top());
        canvas.fill(
                left - scale,
                top,
                (int) Math.round(box.right()),
                (int) Math.round(box.bottom()),
                Colour.BLACK,
                0.6);
        for (int i = 0; i < annotation.lines().size(); i++) {
            canvas.text(
                    left, top + i * line, scale, annotation.lines().get(i), annotation.colour());
        }
    }
}
