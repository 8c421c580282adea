package org.radbridge.dicom.deidentify;

/**
 * What becomes of an attribute (PS3.15 table E.1-1a). Of the actions that depend on the attribute's
 * type in its IOD the most conforming one is taken: an attribute that may be of type 1 gets a dummy
 * value, one that may be of type 2 an empty one.
 */
enum Action {
    /** D: a dummy value of the same VR. */
    DUMMY,
    /** Z: no value. */
    EMPTY,
    /** X: the attribute goes. */
    REMOVE,
    /** K: stays; items of a sequence are de-identified. */
    KEEP,
    /** C: what may identify is taken out, the rest stays. */
    CLEAN,
    /** U: another UID, the same for the same. */
    UID,
    /** X/Z/U*: like {@link #KEEP}, which maps the UIDs in the items. */
    REFERENCES;

    /** Reads an action as table E.1-1 writes it. */
    static Action parse(String text) {
        return switch (text) {
            case "D", "X/D", "Z/D", "X/Z/D" -> DUMMY;
            case "Z", "X/Z" -> EMPTY;
            case "X" -> REMOVE;
            case "K" -> KEEP;
            case "C" -> CLEAN;
            case "U" -> UID;
            case "X/Z/U*" -> REFERENCES;
            default -> throw new IllegalArgumentException("no action of table E.1-1a: " + text);
        };
    }
}
