package org.radbridge.dicom.image.volume;

import java.util.Set;

/** What keeps frames from being a regular grid. */
public sealed interface VolumeFinding {

    /** A plane's properties that all slices of a volume share. */
    enum Property {
        FRAME_OF_REFERENCE,
        ORIENTATION,
        PIXEL_SPACING,
        ROWS_AND_COLUMNS
    }

    /** Nothing says where the frame lies, or what does makes no plane; it is left out. */
    record WithoutPlane(Member member) implements VolumeFinding {}

    /** Unlike most frames, as a localizer is; it is left out. */
    record Differing(Member member, Set<Property> properties) implements VolumeFinding {
        public Differing {
            properties = Set.copyOf(properties);
        }
    }

    /** At the place of a frame that comes before it in the series; it is left out. */
    record Duplicate(Member member, Member kept) implements VolumeFinding {}

    /**
     * Slices are missing.
     *
     * @param distance in mm from one to the other
     * @param missing how many there is room for
     */
    record Gap(Member before, Member after, double distance, int missing)
            implements VolumeFinding {}

    /**
     * Neither one step apart nor several.
     *
     * @param distance in mm from one to the other
     */
    record UnevenStep(Member before, Member after, double distance) implements VolumeFinding {}

    /**
     * The slices do not lie straight above each other, as with a tilted gantry.
     *
     * @param degrees between the way from slice to slice and the normal
     */
    record Sheared(double degrees) implements VolumeFinding {}
}
