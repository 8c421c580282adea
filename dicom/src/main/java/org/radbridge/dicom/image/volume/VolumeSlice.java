package org.radbridge.dicom.image.volume;

/**
 * A frame at its place in a volume.
 *
 * @param distance of its plane from the origin, along the volume's normal, in mm
 */
public record VolumeSlice(Member member, ImagePlane plane, double distance) {}
