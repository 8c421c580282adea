package org.radbridge.phantoms.headct;

/** One haemorrhage of one kind: where it is and what it does to the Hounsfield values. */
interface Bleed {
    Haemorrhage kind();

    /**
     * How much of a place is blood, 0 to 1; from a half on it is part of the truth mask.
     *
     * @param fromSkull distance to the inner side of the skull in this slice, negative inside
     * @param width how much smaller this slice is than the widest one
     */
    double extent(double x, double y, double z, double fromSkull, double width);

    /** The value of pure blood here, in Hounsfield units. */
    double density();

    /** How much a place around the blood is swollen and dark, 0 to 1. */
    default double swelling(double x, double y, double z) {
        return 0;
    }
}
