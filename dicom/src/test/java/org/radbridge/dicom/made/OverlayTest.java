package org.radbridge.dicom.made;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.image.RenderedFrame;
import org.radbridge.dicom.image.drawing.Colour;
import org.radbridge.dicom.iod.ImagePoint;
import org.radbridge.dicom.parametricmap.ValueGrid;
import org.radbridge.dicom.presentation.Annotation;
import org.radbridge.dicom.secondarycapture.Overlay;

@org.junit.jupiter.api.Tag("C2")
class OverlayTest {
    private static final int SIDE = 200;
    private static final Colour YELLOW = new Colour(255, 220, 0);

    private final RenderedFrame black = new RenderedFrame(SIDE, SIDE, 1, new byte[SIDE * SIDE]);
    private final List<ImagePoint> square =
            List.of(
                    new ImagePoint(100, 100),
                    new ImagePoint(150, 100),
                    new ImagePoint(150, 150),
                    new ImagePoint(100, 150));

    @Test
    void theOutlineIsDrawnWhereItLiesAndTheLabelAboveIt() {
        RenderedFrame picture =
                new Overlay(new Annotation(List.of("X"), square, YELLOW), Optional.empty())
                        .over(black);
        assertThat(colour(picture, 100, 125)).isEqualTo(YELLOW);
        assertThat(colour(picture, 125, 100)).isEqualTo(YELLOW);
        assertThat(colour(picture, 149, 149)).isEqualTo(YELLOW);
        assertThat(colour(picture, 125, 125)).isEqualTo(Colour.BLACK);
        assertThat(yellow(picture, 0, 0, SIDE, 99)).as("pixels of the label").isPositive();
        assertThat(yellow(picture, 0, 152, SIDE, SIDE)).isZero();
    }

    @Test
    void heatIsRedWhereTheMapIsHottestAndNothingWhereItIsNotPositive() {
        ValueGrid grid =
                new ValueGrid(
                        1,
                        2,
                        new float[] {-1, 4},
                        new ImagePoint(0, 0),
                        new ImagePoint(SIDE, SIDE));
        RenderedFrame picture =
                new Overlay(new Annotation(List.of("X"), List.of(), YELLOW), Optional.of(grid))
                        .over(black);
        Colour hot = colour(picture, 190, 190);
        assertThat(hot.red()).isGreaterThan(50).isGreaterThan(3 * hot.blue());
        assertThat(colour(picture, 5, 190)).isEqualTo(Colour.BLACK);
    }

    @Test
    void aLargeImageBecomesASmallerPictureWithItsOutlineInTheSamePlace() {
        RenderedFrame large = new RenderedFrame(2048, 4096, 1, new byte[2048 * 4096]);
        RenderedFrame picture =
                new Overlay(
                                new Annotation(
                                        List.of("X"),
                                        List.of(
                                                new ImagePoint(1024, 2048),
                                                new ImagePoint(2000, 2048),
                                                new ImagePoint(1024, 4000)),
                                        YELLOW),
                                Optional.empty())
                        .over(large);
        assertThat(picture.width()).isEqualTo(512);
        assertThat(picture.height()).isEqualTo(1024);
        assertThat(colour(picture, 256, 700)).isEqualTo(YELLOW);
        assertThat(colour(picture, 400, 512)).isEqualTo(YELLOW);
    }

    @Test
    void whiteIsTheLightestAndGreyOfNoHueInTheColoursOfDicom() {
        assertThat(new Colour(255, 255, 255).cieLab()[0]).isEqualTo(65535);
        int[] grey = new Colour(128, 128, 128).cieLab();
        // 128 of 255 is no hue
        assertThat(grey[1]).isCloseTo(32896, within(20));
        assertThat(grey[2]).isCloseTo(32896, within(20));
        assertThat(YELLOW.cieLab()[2]).isGreaterThan(45000);
    }

    private static int yellow(RenderedFrame picture, int left, int top, int right, int bottom) {
        int count = 0;
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                count += colour(picture, column, row).equals(YELLOW) ? 1 : 0;
            }
        }
        return count;
    }

    private static Colour colour(RenderedFrame picture, int column, int row) {
        int at = 3 * (row * picture.width() + column);
        byte[] bytes = picture.bytes();
        return new Colour(bytes[at] & 0xFF, bytes[at + 1] & 0xFF, bytes[at + 2] & 0xFF);
    }
}
