package org.radbridge.dicom.deidentify;

/**
 * The options of PS3.15 section E.3 that are carried out here, each with its code of CID 7050.
 * Clean Pixel Data is one in that pixels which may hold a burned in annotation are not let through.
 */
public enum ProfileOption {
    RETAIN_UIDS("113110", "Retain UIDs Option"),
    RETAIN_DEVICE_IDENTITY("113109", "Retain Device Identity Option"),
    RETAIN_INSTITUTION_IDENTITY("113112", "Retain Institution Identity Option"),
    RETAIN_PATIENT_CHARACTERISTICS("113108", "Retain Patient Characteristics Option"),
    /** Dates as they are. */
    RETAIN_FULL_DATES("113106", "Retain Longitudinal Temporal Information Full Dates Option"),
    /** Dates shifted, by the same number of days for all that is the same patient's. */
    RETAIN_MODIFIED_DATES(
            "113107", "Retain Longitudinal Temporal Information Modified Dates Option"),
    /** Private attributes that the caller knows to be safe. */
    RETAIN_SAFE_PRIVATE("113111", "Retain Safe Private Option"),
    /** Descriptions are kept as far as every word of them is in a list of safe words. */
    CLEAN_DESCRIPTORS("113105", "Clean Descriptors Option"),
    /** Of structured content, codes, numbers and references are kept, and free text is not. */
    CLEAN_STRUCTURED_CONTENT("113104", "Clean Structured Content Option"),
    /** Of graphic annotations, shapes are kept, and text is not. */
    CLEAN_GRAPHICS("113103", "Clean Graphics Option"),
    /** Images that may hold a burned in annotation are refused. */
    CLEAN_PIXEL_DATA("113101", "Clean Pixel Data Option");

    private final String code;
    private final String meaning;

    ProfileOption(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** Code value in DCM. */
    public String code() {
        return code;
    }

    /** Code meaning in DCM. */
    public String meaning() {
        return meaning;
    }
}
