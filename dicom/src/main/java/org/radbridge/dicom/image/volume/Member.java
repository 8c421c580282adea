package org.radbridge.dicom.image.volume;

/**
 * A frame of a series.
 *
 * @param instance its data set's place in the list that was given, counted from 0
 * @param frame counted from 0
 */
public record Member(int instance, int frame) {}
