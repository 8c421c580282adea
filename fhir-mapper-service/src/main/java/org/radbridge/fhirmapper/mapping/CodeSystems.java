package org.radbridge.fhirmapper.mapping;

/** The URIs of the code systems, identifier systems and extensions that our resources use. */
public final class CodeSystems {
    public static final String SNOMED_CT = "http://snomed.info/sct";
    public static final String RADLEX = "http://radlex.org";
    public static final String LOINC = "http://loinc.org";
    public static final String UCUM = "http://unitsofmeasure.org";
    public static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
    public static final String URI = "urn:ietf:rfc:3986";

    /** Identifier system of DICOM UIDs, whose values are {@code urn:oid:} and the UID. */
    public static final String DICOM_UID = "urn:dicom:uid";

    public static final String IDENTIFIER_TYPE = "http://terminology.hl7.org/CodeSystem/v2-0203";
    public static final String DIAGNOSTIC_SERVICE = "http://terminology.hl7.org/CodeSystem/v2-0074";
    public static final String OBSERVATION_CATEGORY =
            "http://terminology.hl7.org/CodeSystem/observation-category";
    public static final String OBSERVATION_VALUE =
            "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";
    public static final String CONDITION_CATEGORY =
            "http://terminology.hl7.org/CodeSystem/condition-category";
    public static final String CONDITION_CLINICAL =
            "http://terminology.hl7.org/CodeSystem/condition-clinical";
    public static final String CONDITION_VERIFICATION =
            "http://terminology.hl7.org/CodeSystem/condition-ver-status";
    public static final String CONNECTION_TYPE =
            "http://terminology.hl7.org/CodeSystem/endpoint-connection-type";
    public static final String PROVENANCE_PARTICIPANT =
            "http://terminology.hl7.org/CodeSystem/provenance-participant-type";
    public static final String COMMUNICATION_CATEGORY =
            "http://terminology.hl7.org/CodeSystem/communication-category";

    /** The labels of our models, {@code model/label}: the local side of every concept map. */
    public static final String MODEL_LABEL = "https://radbridge.org/fhir/CodeSystem/model-label";

    /** What our tasks ask for. */
    public static final String TASK = "https://radbridge.org/fhir/CodeSystem/task";

    /** The parts of a finding beside its value: confidence, threshold. */
    public static final String FINDING_PART = "https://radbridge.org/fhir/CodeSystem/finding-part";

    /** How a finding was measured. */
    public static final String MEASUREMENT_METHOD =
            "https://radbridge.org/fhir/CodeSystem/measurement-method";

    /** What a radiologist does to a result. */
    public static final String REVIEW_ACT = "https://radbridge.org/fhir/CodeSystem/review-act";

    public static final String DATA_OPERATION =
            "http://terminology.hl7.org/CodeSystem/v3-DataOperation";

    /** Identifier system of users: the subject of their tokens. */
    public static final String USER = "https://radbridge.org/fhir/identifier/user";

    /** Extension on DiagnosticReport: grows with every change of the study's result. */
    public static final String EDITION = "https://radbridge.org/fhir/StructureDefinition/edition";

    /** Identifier system of our own resources' ids, by which other servers meet them again. */
    public static final String RESOURCE = "https://radbridge.org/fhir/identifier/resource";

    /** Identifier system of models: name and version. */
    public static final String MODEL = "https://radbridge.org/fhir/identifier/model";

    /** Identifier system of escalations. */
    public static final String ESCALATION = "https://radbridge.org/fhir/identifier/escalation";

    /** Extension on DiagnosticReport: how soon the study has to be read. */
    public static final String URGENCY = "https://radbridge.org/fhir/StructureDefinition/urgency";

    private CodeSystems() {}
}
