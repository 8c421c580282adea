package org.radbridge.dicom.sr;

import org.radbridge.dicom.iod.ConceptCode;

/**
 * The concepts that the templates in use name (PS3.16 annex D, and SNOMED CT as PS3.16 chapter 8
 * allows).
 */
public final class Concepts {

    // Document
    public static final ConceptCode IMAGING_MEASUREMENT_REPORT =
            ConceptCode.dcm("126000", "Imaging Measurement Report");
    static final ConceptCode LANGUAGE =
            ConceptCode.dcm("121049", "Language of Content Item and Descendants");
    static final ConceptCode PROCEDURE_REPORTED = ConceptCode.dcm("121058", "Procedure reported");

    // Observation context, TID 1002 and TID 1004
    static final ConceptCode OBSERVER_TYPE = ConceptCode.dcm("121005", "Observer Type");
    static final ConceptCode DEVICE = ConceptCode.dcm("121007", "Device");
    static final ConceptCode DEVICE_OBSERVER_UID = ConceptCode.dcm("121012", "Device Observer UID");
    static final ConceptCode DEVICE_OBSERVER_NAME =
            ConceptCode.dcm("121013", "Device Observer Name");
    static final ConceptCode DEVICE_OBSERVER_MANUFACTURER =
            ConceptCode.dcm("121014", "Device Observer Manufacturer");
    static final ConceptCode DEVICE_OBSERVER_MODEL_NAME =
            ConceptCode.dcm("121015", "Device Observer Model Name");

    // Image library, TID 1600 to TID 1602
    static final ConceptCode IMAGE_LIBRARY = ConceptCode.dcm("111028", "Image Library");
    static final ConceptCode IMAGE_LIBRARY_GROUP = ConceptCode.dcm("126200", "Image Library Group");
    static final ConceptCode MODALITY = ConceptCode.dcm("121139", "Modality");
    static final ConceptCode TARGET_REGION = ConceptCode.dcm("123014", "Target Region");

    // Measurement groups, TID 1501, TID 300, TID 320
    static final ConceptCode IMAGING_MEASUREMENTS =
            ConceptCode.dcm("126010", "Imaging Measurements");
    static final ConceptCode MEASUREMENT_GROUP = ConceptCode.dcm("125007", "Measurement Group");
    static final ConceptCode TRACKING_IDENTIFIER = ConceptCode.dcm("112039", "Tracking Identifier");
    static final ConceptCode TRACKING_UNIQUE_IDENTIFIER =
            ConceptCode.dcm("112040", "Tracking Unique Identifier");
    static final ConceptCode FINDING = ConceptCode.dcm("121071", "Finding");
    static final ConceptCode FINDING_SITE = ConceptCode.sct("363698007", "Finding Site");
    static final ConceptCode LATERALITY = ConceptCode.sct("272741003", "Laterality");
    static final ConceptCode MEASUREMENT_METHOD =
            ConceptCode.sct("370129005", "Measurement Method");
    static final ConceptCode OUTLINE = ConceptCode.dcm("111041", "Outline");
    static final ConceptCode SOURCE_OF_MEASUREMENT =
            ConceptCode.dcm("121112", "Source of Measurement");
    static final ConceptCode VISUAL_EXPLANATION = ConceptCode.dcm("130401", "Visual Explanation");
    public static final ConceptCode CERTAINTY_OF_FINDING =
            ConceptCode.dcm("111012", "Certainty of Finding");

    // Key object selection, TID 2010
    static final ConceptCode KEY_OBJECT_DESCRIPTION =
            ConceptCode.dcm("113012", "Key Object Description");
    static final ConceptCode KEY_IMAGES = ConceptCode.dcm("121180", "Key Images");
    public static final ConceptCode OF_INTEREST = ConceptCode.dcm("113000", "Of Interest");
    public static final ConceptCode REJECTED_FOR_QUALITY_REASONS =
            ConceptCode.dcm("113001", "Rejected for Quality Reasons");
    public static final ConceptCode REJECTED_FOR_PATIENT_SAFETY_REASONS =
            ConceptCode.dcm("113037", "Rejected for Patient Safety Reasons");

    // Algorithm identification, TID 4019
    static final ConceptCode ALGORITHM_NAME = ConceptCode.dcm("111001", "Algorithm Name");
    static final ConceptCode ALGORITHM_PARAMETERS =
            ConceptCode.dcm("111002", "Algorithm Parameters");
    static final ConceptCode ALGORITHM_VERSION = ConceptCode.dcm("111003", "Algorithm Version");

    // Values
    public static final ConceptCode ENGLISH = new ConceptCode("en", "RFC5646", "English");
    public static final ConceptCode PRESENCE = ConceptCode.sct("705057003", "Presence");
    public static final ConceptCode PRESENT = ConceptCode.sct("52101004", "Present");
    public static final ConceptCode ABSENT = ConceptCode.sct("2667000", "Absent");
    public static final ConceptCode NO_UNITS = new ConceptCode("1", "UCUM", "no units");

    private Concepts() {}
}
