package org.radbridge.dicom.charset;

/** Text holds a character that the data set's Specific Character Set (0008,0005) cannot carry. */
public final class UnencodableTextException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnencodableTextException(SpecificCharacterSet characterSet) {
        super("text cannot be encoded in " + characterSet);
    }
}
