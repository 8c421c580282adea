package org.radbridge.dicom.data;

/**
 * A value is not what its VR demands, or not what the caller asked for. The message names the tag,
 * never the value.
 */
public final class InvalidValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int tag;

    public InvalidValueException(int tag, String reason) {
        super(
                Dictionary.format(tag)
                        + " "
                        + Dictionary.keyword(tag).orElse("private or unknown")
                        + ": "
                        + reason);
        this.tag = tag;
    }

    public int tag() {
        return tag;
    }
}
