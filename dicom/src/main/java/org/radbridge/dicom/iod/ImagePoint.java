package org.radbridge.dicom.iod;

/**
 * A place in an image, in pixels: column to the right, row downwards, from the outer corner of the
 * top left pixel.
 */
public record ImagePoint(double column, double row) {}
