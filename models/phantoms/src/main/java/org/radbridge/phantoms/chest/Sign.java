package org.radbridge.phantoms.chest;

/** How one finding shows in the image. */
interface Sign {
    ChestFinding finding();

    /**
     * How much a place belongs to the finding, 0 to 1; from a half on it is part of the truth mask.
     *
     * @param lung how much of the place is aerated lung, 0 to 1
     */
    double extent(double x, double y, double lung);

    /**
     * What the finding adds to the density of a place of this extent; negative where it is darker.
     */
    double density(double x, double y, double extent, double lung);

    /** Whether the lung's vessels cannot be seen where the finding is. */
    default boolean hidesVessels() {
        return false;
    }
}
