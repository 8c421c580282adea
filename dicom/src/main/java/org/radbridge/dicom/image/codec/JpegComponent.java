package org.radbridge.dicom.image.codec;

/** A component of a JPEG frame, and its samples in a plane as wide as whole blocks make it. */
final class JpegComponent {

    final int id;
    final int horizontal;
    final int vertical;
    final int quantization;
    int stride;
    int[] plane = new int[0];
    boolean decoded;

    JpegComponent(int id, int horizontal, int vertical, int quantization) {
        this.id = id;
        this.horizontal = horizontal;
        this.vertical = vertical;
        this.quantization = quantization;
    }
}
