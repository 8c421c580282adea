package org.radbridge.dicom.image.codec.j2k;

import static org.assertj.core.api.Assertions.assertThat;

/** The raw files of OpenJPEG's programs: component after component, little endian. */
final class RawSamples {

    private RawSamples() {}

    static byte[] write(int[] samples, Jpeg2000Configuration configuration) {
        int width = configuration.precision() > 8 ? 2 : 1;
        int components = configuration.samplesPerPixel();
        int pixels = samples.length / components;
        byte[] bytes = new byte[samples.length * width];
        for (int i = 0; i < samples.length; i++) {
            int at = (i % components * pixels + i / components) * width;
            bytes[at] = (byte) samples[i];
            if (width == 2) {
                bytes[at + 1] = (byte) (samples[i] >> 8);
            }
        }
        return bytes;
    }

    static int[] read(byte[] bytes, Jpeg2000Configuration configuration, int pixels) {
        int width = configuration.precision() > 8 ? 2 : 1;
        int components = configuration.samplesPerPixel();
        int[] samples = new int[pixels * components];
        for (int i = 0; i < samples.length; i++) {
            int at = (i % components * pixels + i / components) * width;
            int value = bytes[at] & 0xFF;
            if (width == 2) {
                value |= (bytes[at + 1] & 0xFF) << 8;
            }
            int unused = Integer.SIZE - configuration.precision();
            samples[i] = configuration.signed() ? value << unused >> unused : value;
        }
        return samples;
    }

    /** By how much two decoders differ at most. */
    static int largestDifference(int[] ours, int[] theirs) {
        assertThat(ours).hasSameSizeAs(theirs);
        int worst = 0;
        for (int i = 0; i < ours.length; i++) {
            worst = Math.max(worst, Math.abs(theirs[i] - ours[i]));
        }
        return worst;
    }
}
