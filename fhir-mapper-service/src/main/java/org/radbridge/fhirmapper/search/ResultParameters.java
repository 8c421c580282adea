package org.radbridge.fhirmapper.search;

import static org.radbridge.fhirmapper.search.Elements.all;
import static org.radbridge.fhirmapper.search.Elements.each;
import static org.radbridge.fhirmapper.search.Elements.eachOf;
import static org.radbridge.fhirmapper.search.Elements.flat;
import static org.radbridge.fhirmapper.search.Elements.only;
import static org.radbridge.fhirmapper.search.Elements.pair;
import static org.radbridge.fhirmapper.search.Elements.to;
import static org.radbridge.fhirmapper.search.ResourceParameters.ANY;

import java.util.List;
import org.hl7.fhir.r4.model.Age;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.SampledData;
import org.hl7.fhir.r4.model.StringType;

/** What was found in studies, and what follows from it. */
final class ResultParameters {
    private static final String URGENCY = "https://radbridge.org/fhir/StructureDefinition/urgency";

    private ResultParameters() {}

    static ResourceParameters observation() {
        return ResourceParameters.of(Observation.class)
                .references(
                        "based-on",
                        "basedOn",
                        Observation::getBasedOn,
                        "CarePlan",
                        "DeviceRequest",
                        "ImmunizationRecommendation",
                        "MedicationRequest",
                        "NutritionOrder",
                        "ServiceRequest")
                .tokens("category", "category", Observation::getCategory)
                .token("code", "code", Observation::getCode)
                .tokens(
                        "component-code",
                        "component",
                        o -> each(o.getComponent(), b -> b.getCode()))
                .tokens(
                        "component-data-absent-reason",
                        "component",
                        o -> each(o.getComponent(), b -> b.getDataAbsentReason()))
                .tokens(
                        "component-value-concept",
                        "component",
                        o ->
                                eachOf(
                                        each(o.getComponent(), b -> b.getValue()),
                                        CodeableConcept.class))
                .quantities(
                        "component-value-quantity",
                        "component",
                        o ->
                                all(
                                        eachOf(
                                                each(o.getComponent(), b -> b.getValue()),
                                                Quantity.class),
                                        eachOf(
                                                each(o.getComponent(), b -> b.getValue()),
                                                SampledData.class)))
                .token("data-absent-reason", "dataAbsentReason", Observation::getDataAbsentReason)
                .date(
                        "date",
                        "effectiveDateTime effectivePeriod effectiveTiming effectiveInstant",
                        Observation::getEffective)
                .references(
                        "derived-from",
                        "derivedFrom",
                        Observation::getDerivedFrom,
                        "DocumentReference",
                        "ImagingStudy",
                        "Media",
                        "MolecularSequence",
                        "Observation",
                        "QuestionnaireResponse")
                .reference("device", "device", Observation::getDevice, "Device", "DeviceMetric")
                .reference("encounter", "encounter", Observation::getEncounter, "Encounter")
                .references("focus", "focus", Observation::getFocus, ANY)
                .references(
                        "has-member",
                        "hasMember",
                        Observation::getHasMember,
                        "MolecularSequence",
                        "Observation",
                        "QuestionnaireResponse")
                .tokens("identifier", "identifier", Observation::getIdentifier)
                .token("method", "method", Observation::getMethod)
                .references(
                        "part-of",
                        "partOf",
                        Observation::getPartOf,
                        "ImagingStudy",
                        "Immunization",
                        "MedicationAdministration",
                        "MedicationDispense",
                        "MedicationStatement",
                        "Procedure")
                .references(
                        "patient",
                        "subject",
                        o -> to("Patient", List.of(o.getSubject())),
                        "Patient")
                .references(
                        "performer",
                        "performer",
                        Observation::getPerformer,
                        "CareTeam",
                        "Organization",
                        "Patient",
                        "Practitioner",
                        "PractitionerRole",
                        "RelatedPerson")
                .reference("specimen", "specimen", Observation::getSpecimen, "Specimen")
                .token("status", "status", Observation::getStatusElement)
                .reference(
                        "subject",
                        "subject",
                        Observation::getSubject,
                        "Device",
                        "Group",
                        "Location",
                        "Patient")
                .tokens(
                        "value-concept",
                        "valueCodeableConcept",
                        o -> only(o.getValue(), CodeableConcept.class))
                .dates(
                        "value-date",
                        "valueDateTime valuePeriod",
                        o ->
                                all(
                                        only(o.getValue(), DateTimeType.class),
                                        only(o.getValue(), Period.class)))
                .quantities(
                        "value-quantity",
                        "valueQuantity valueSampledData",
                        o ->
                                all(
                                        only(o.getValue(), Quantity.class),
                                        only(o.getValue(), SampledData.class)))
                .strings(
                        "value-string",
                        "valueString valueCodeableConcept",
                        o ->
                                all(
                                        only(o.getValue(), StringType.class),
                                        each(
                                                only(o.getValue(), CodeableConcept.class),
                                                concept -> concept.getTextElement())))
                .joined("combo-code", "code", "component-code")
                .joined(
                        "combo-data-absent-reason",
                        "data-absent-reason",
                        "component-data-absent-reason")
                .joined("combo-value-concept", "value-concept", "component-value-concept")
                .joined("combo-value-quantity", "value-quantity", "component-value-quantity")
                .pairs(
                        "code-value-concept",
                        "code valueCodeableConcept",
                        ParameterKind.TOKEN,
                        o -> pair(o.getCode(), only(o.getValue(), CodeableConcept.class)))
                .pairs(
                        "code-value-date",
                        "code valueDateTime valuePeriod",
                        ParameterKind.DATE,
                        o ->
                                pair(
                                        o.getCode(),
                                        all(
                                                only(o.getValue(), DateTimeType.class),
                                                only(o.getValue(), Period.class))))
                .pairs(
                        "code-value-quantity",
                        "code valueQuantity",
                        ParameterKind.QUANTITY,
                        o -> pair(o.getCode(), only(o.getValue(), Quantity.class)))
                .pairs(
                        "code-value-string",
                        "code valueString",
                        ParameterKind.STRING,
                        o -> pair(o.getCode(), only(o.getValue(), StringType.class)))
                .pairs(
                        "component-code-value-concept",
                        "component",
                        ParameterKind.TOKEN,
                        o ->
                                flat(
                                        o.getComponent(),
                                        c ->
                                                pair(
                                                        c.getCode(),
                                                        only(c.getValue(), CodeableConcept.class))))
                .pairs(
                        "component-code-value-quantity",
                        "component",
                        ParameterKind.QUANTITY,
                        o ->
                                flat(
                                        o.getComponent(),
                                        c -> pair(c.getCode(), only(c.getValue(), Quantity.class))))
                .joined(
                        "combo-code-value-concept",
                        "code-value-concept",
                        "component-code-value-concept")
                .joined(
                        "combo-code-value-quantity",
                        "code-value-quantity",
                        "component-code-value-quantity")
                .build();
    }

    static ResourceParameters diagnosticReport() {
        return ResourceParameters.of(DiagnosticReport.class)
                .references(
                        "based-on",
                        "basedOn",
                        DiagnosticReport::getBasedOn,
                        "CarePlan",
                        "ImmunizationRecommendation",
                        "MedicationRequest",
                        "NutritionOrder",
                        "ServiceRequest")
                .tokens("category", "category", DiagnosticReport::getCategory)
                .token("code", "code", DiagnosticReport::getCode)
                .tokens("conclusion", "conclusionCode", DiagnosticReport::getConclusionCode)
                .date("date", "effectiveDateTime effectivePeriod", DiagnosticReport::getEffective)
                .reference("encounter", "encounter", DiagnosticReport::getEncounter, "Encounter")
                .tokens("identifier", "identifier", DiagnosticReport::getIdentifier)
                .date("issued", "issued", DiagnosticReport::getIssuedElement)
                .references("media", "media", d -> each(d.getMedia(), b -> b.getLink()), "Media")
                .references(
                        "patient",
                        "subject",
                        d -> to("Patient", List.of(d.getSubject())),
                        "Patient")
                .references(
                        "performer",
                        "performer",
                        DiagnosticReport::getPerformer,
                        "CareTeam",
                        "Organization",
                        "Practitioner",
                        "PractitionerRole")
                .references("result", "result", DiagnosticReport::getResult, "Observation")
                .references(
                        "results-interpreter",
                        "resultsInterpreter",
                        DiagnosticReport::getResultsInterpreter,
                        "CareTeam",
                        "Organization",
                        "Practitioner",
                        "PractitionerRole")
                .references("specimen", "specimen", DiagnosticReport::getSpecimen, "Specimen")
                .token("status", "status", DiagnosticReport::getStatusElement)
                .reference(
                        "subject",
                        "subject",
                        DiagnosticReport::getSubject,
                        "Device",
                        "Group",
                        "Location",
                        "Patient")
                // IHE IMR spells them as the elements.
                .joined("basedOn", "based-on")
                .references(
                        "imagingStudy",
                        "imagingStudy",
                        DiagnosticReport::getImagingStudy,
                        "ImagingStudy")
                .tokens(
                        "urgency",
                        "extension",
                        r -> each(r.getExtensionsByUrl(URGENCY), e -> e.getValue()))
                .build();
    }

    static ResourceParameters condition() {
        return ResourceParameters.of(Condition.class)
                .quantities(
                        "abatement-age",
                        "abatementAge abatementRange",
                        c ->
                                all(
                                        only(c.getAbatement(), Age.class),
                                        only(c.getAbatement(), Range.class)))
                .dates(
                        "abatement-date",
                        "abatementDateTime abatementPeriod",
                        c ->
                                all(
                                        only(c.getAbatement(), DateTimeType.class),
                                        only(c.getAbatement(), Period.class)))
                .strings(
                        "abatement-string",
                        "abatementString",
                        c -> only(c.getAbatement(), StringType.class))
                .reference(
                        "asserter",
                        "asserter",
                        Condition::getAsserter,
                        "Patient",
                        "Practitioner",
                        "PractitionerRole",
                        "RelatedPerson")
                .tokens("body-site", "bodySite", Condition::getBodySite)
                .tokens("category", "category", Condition::getCategory)
                .token("clinical-status", "clinicalStatus", Condition::getClinicalStatus)
                .token("code", "code", Condition::getCode)
                .reference("encounter", "encounter", Condition::getEncounter, "Encounter")
                .tokens("evidence", "evidence", c -> flat(c.getEvidence(), b -> b.getCode()))
                .references(
                        "evidence-detail",
                        "evidence",
                        c -> flat(c.getEvidence(), b -> b.getDetail()),
                        ANY)
                .tokens("identifier", "identifier", Condition::getIdentifier)
                .quantities(
                        "onset-age",
                        "onsetAge onsetRange",
                        c -> all(only(c.getOnset(), Age.class), only(c.getOnset(), Range.class)))
                .dates(
                        "onset-date",
                        "onsetDateTime onsetPeriod",
                        c ->
                                all(
                                        only(c.getOnset(), DateTimeType.class),
                                        only(c.getOnset(), Period.class)))
                .strings("onset-info", "onsetString", c -> only(c.getOnset(), StringType.class))
                .references(
                        "patient",
                        "subject",
                        c -> to("Patient", List.of(c.getSubject())),
                        "Patient")
                .date("recorded-date", "recordedDate", Condition::getRecordedDateElement)
                .token("severity", "severity", Condition::getSeverity)
                .tokens("stage", "stage", c -> each(c.getStage(), b -> b.getSummary()))
                .reference("subject", "subject", Condition::getSubject, "Group", "Patient")
                .token(
                        "verification-status",
                        "verificationStatus",
                        Condition::getVerificationStatus)
                .build();
    }
}
