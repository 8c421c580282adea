package org.radbridge.dicom.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.image.Viewport.Region;
import org.radbridge.dicom.image.codec.ImageException;

@org.junit.jupiter.api.Tag("A8")
class ViewportTest {
    private static final RenderedFrame PICTURE =
            new RenderedFrame(4, 2, 1, new byte[] {10, 20, 30, 40, 50, 60, 70, 80});

    private static Viewport region(
            int width, int height, double x, double y, double dx, double dy) {
        return new Viewport(width, height, Optional.of(new Region(x, y, dx, dy)));
    }

    @Test
    void pictureFitsItsViewportAndKeepsItsProportions() {
        assertThat(Viewport.of(2, 50).show(PICTURE).bytes()).containsExactly(35, 55);
        RenderedFrame large = Viewport.of(8, 100).show(PICTURE);
        assertThat(large.width()).isEqualTo(8);
        assertThat(large.height()).isEqualTo(4);
        assertThat(Viewport.of(4, 2).show(PICTURE)).isSameAs(PICTURE);
    }

    @Test
    void enlargedPictureGoesOverInStraightLines() {
        RenderedFrame line = new RenderedFrame(2, 1, 1, new byte[] {0, 100});
        assertThat(Viewport.of(4, 2).show(line).bytes())
                .containsExactly(0, 25, 75, 100, 0, 25, 75, 100);
    }

    @Test
    void regionIsCutOutAndMirrored() {
        assertThat(region(2, 2, 1, 0, 2, 2).show(PICTURE).bytes()).containsExactly(20, 30, 60, 70);
        assertThat(region(2, 2, 1, 0, -2, 2).show(PICTURE).bytes()).containsExactly(30, 20, 70, 60);
        assertThat(region(2, 2, 1, 0, 2, -2).show(PICTURE).bytes()).containsExactly(60, 70, 20, 30);
        assertThat(region(2, 2, 2, 0, 99, 99).show(PICTURE).bytes())
                .containsExactly(30, 40, 70, 80);
    }

    @Test
    void colourIsCutAndScaledChannelByChannel() {
        RenderedFrame colours = new RenderedFrame(2, 1, 3, new byte[] {10, 20, 30, 40, 50, 60});
        assertThat(Viewport.of(1, 1).show(colours).bytes()).containsExactly(25, 35, 45);
        assertThat(region(2, 1, 0, 0, -2, 1).show(colours).bytes())
                .containsExactly(40, 50, 60, 10, 20, 30);
    }

    @Test
    void regionBesideThePictureAndSizesBeyondTheLimitAreRefused() {
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> region(2, 2, 9, 0, 2, 2).show(PICTURE));
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> Viewport.of(60_000, 60_000).show(PICTURE));
        assertThatExceptionOfType(ImageException.class).isThrownBy(() -> Viewport.of(0, 5));
    }
}
