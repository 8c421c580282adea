package org.radbridge.inference.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("B7")
class GreyPngTest {
    @Test
    void theJdksReaderSeesEveryPixel() throws IOException {
        byte[] pixels = {0, 1, (byte) 200, (byte) 255, 127, (byte) 128};

        BufferedImage read = ImageIO.read(new ByteArrayInputStream(GreyPng.write(3, 2, pixels)));

        assertThat(read.getWidth()).isEqualTo(3);
        assertThat(read.getHeight()).isEqualTo(2);
        assertThat(read.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
        assertThat(read.getRaster().getPixels(0, 0, 3, 2, (int[]) null))
                .containsExactly(0, 1, 200, 255, 127, 128);
    }
}
