package org.radbridge.fhirmapper.search;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;

/**
 * Every resource type that is kept here, with its search parameters: those of R4, those that IHE
 * IMR asks of a responder, and a few of our own (urgency, about).
 */
public final class SearchParameters {
    private static final String URGENCY = "https://radbridge.org/fhir/StructureDefinition/urgency";

    private static final Map<String, ResourceParameters> TYPES =
            List.of(
                            patient(),
                            imagingStudy(),
                            endpoint(),
                            device(),
                            observation(),
                            diagnosticReport(),
                            provenance(),
                            task(),
                            communication())
                    .stream()
                    .collect(
                            toMap(
                                    ResourceParameters::type,
                                    identity(),
                                    (a, _) -> a,
                                    LinkedHashMap::new));

    private SearchParameters() {}

    /** The types in the order in which they are documented. */
    public static List<ResourceParameters> types() {
        return List.copyOf(TYPES.values());
    }

    public static Optional<ResourceParameters> of(String type) {
        return Optional.ofNullable(TYPES.get(type));
    }

    private static ResourceParameters patient() {
        return ResourceParameters.of(Patient.class)
                .tokens("identifier", "identifier", Patient::getIdentifier)
                .strings("name", "name", Patient::getName)
                .strings(
                        "family",
                        "name",
                        p -> p.getName().stream().map(n -> n.getFamilyElement()).toList())
                .strings(
                        "given",
                        "name",
                        p -> p.getName().stream().flatMap(n -> n.getGiven().stream()).toList())
                .date("birthdate", "birthDate", Patient::getBirthDateElement)
                .token("gender", "gender", Patient::getGenderElement)
                .token("active", "active", Patient::getActiveElement)
                .build();
    }

    private static ResourceParameters imagingStudy() {
        return ResourceParameters.of(ImagingStudy.class)
                .tokens("identifier", "identifier", ImagingStudy::getIdentifier)
                .token("status", "status", ImagingStudy::getStatusElement)
                .reference("patient", "subject", ImagingStudy::getSubject, "Patient")
                .reference("subject", "subject", ImagingStudy::getSubject, "Patient")
                .date("started", "started", ImagingStudy::getStartedElement)
                .tokens("modality", "modality", ImagingStudy::getModality)
                .tokens(
                        "series",
                        "series",
                        s -> s.getSeries().stream().map(series -> series.getUidElement()).toList())
                .tokens(
                        "bodysite",
                        "series",
                        s -> s.getSeries().stream().map(series -> series.getBodySite()).toList())
                .references("endpoint", "endpoint", ImagingStudy::getEndpoint, "Endpoint")
                .references("basedon", "basedOn", ImagingStudy::getBasedOn)
                .build();
    }

    private static ResourceParameters endpoint() {
        return ResourceParameters.of(Endpoint.class)
                .tokens("identifier", "identifier", Endpoint::getIdentifier)
                .token("status", "status", Endpoint::getStatusElement)
                .token("connection-type", "connectionType", Endpoint::getConnectionType)
                .tokens("payload-type", "payloadType", Endpoint::getPayloadType)
                .strings("name", "name", e -> List.of(e.getNameElement()))
                .build();
    }

    private static ResourceParameters device() {
        return ResourceParameters.of(Device.class)
                .tokens("identifier", "identifier", Device::getIdentifier)
                .token("status", "status", Device::getStatusElement)
                .token("type", "type", Device::getType)
                .strings("manufacturer", "manufacturer", d -> List.of(d.getManufacturerElement()))
                .strings(
                        "device-name",
                        "deviceName",
                        d -> d.getDeviceName().stream().map(n -> n.getNameElement()).toList())
                .build();
    }

    private static ResourceParameters observation() {
        return ResourceParameters.of(Observation.class)
                .tokens("identifier", "identifier", Observation::getIdentifier)
                .token("status", "status", Observation::getStatusElement)
                .tokens("category", "category", Observation::getCategory)
                .token("code", "code", Observation::getCode)
                .reference("patient", "subject", Observation::getSubject, "Patient")
                .reference("subject", "subject", Observation::getSubject, "Patient")
                .date("date", "effectiveDateTime", Observation::getEffective)
                .token("value-concept", "valueCodeableConcept", Observation::getValue)
                .reference("device", "device", Observation::getDevice, "Device")
                .references(
                        "derived-from", "derivedFrom", Observation::getDerivedFrom, "ImagingStudy")
                .references("focus", "focus", Observation::getFocus)
                .build();
    }

    private static ResourceParameters diagnosticReport() {
        return ResourceParameters.of(DiagnosticReport.class)
                .tokens("identifier", "identifier", DiagnosticReport::getIdentifier)
                .token("status", "status", DiagnosticReport::getStatusElement)
                .tokens("category", "category", DiagnosticReport::getCategory)
                .token("code", "code", DiagnosticReport::getCode)
                .reference("patient", "subject", DiagnosticReport::getSubject, "Patient")
                .reference("subject", "subject", DiagnosticReport::getSubject, "Patient")
                .date("date", "effectiveDateTime", DiagnosticReport::getEffective)
                .date("issued", "issued", DiagnosticReport::getIssuedElement)
                .references("based-on", "basedOn", DiagnosticReport::getBasedOn)
                // IHE IMR spells it as the element.
                .references("basedOn", "basedOn", DiagnosticReport::getBasedOn)
                .references(
                        "imagingStudy",
                        "imagingStudy",
                        DiagnosticReport::getImagingStudy,
                        "ImagingStudy")
                .references("result", "result", DiagnosticReport::getResult, "Observation")
                .tokens("conclusion", "conclusionCode", DiagnosticReport::getConclusionCode)
                .tokens(
                        "urgency",
                        "extension",
                        r -> r.getExtensionsByUrl(URGENCY).stream().map(e -> e.getValue()).toList())
                .build();
    }

    private static ResourceParameters provenance() {
        return ResourceParameters.of(Provenance.class)
                .references(
                        "target",
                        "target",
                        Provenance::getTarget,
                        "DiagnosticReport",
                        "Observation")
                .references(
                        "agent",
                        "agent",
                        p -> p.getAgent().stream().map(agent -> agent.getWho()).toList(),
                        "Device")
                .references(
                        "entity",
                        "entity",
                        p -> p.getEntity().stream().map(entity -> entity.getWhat()).toList(),
                        "ImagingStudy")
                .date("recorded", "recorded", Provenance::getRecordedElement)
                .build();
    }

    private static ResourceParameters task() {
        return ResourceParameters.of(Task.class)
                .tokens("identifier", "identifier", Task::getIdentifier)
                .token("status", "status", Task::getStatusElement)
                .token("intent", "intent", Task::getIntentElement)
                .token("priority", "priority", Task::getPriorityElement)
                .token("code", "code", Task::getCode)
                .reference("focus", "focus", Task::getFocus, "DiagnosticReport")
                .reference("patient", "for", Task::getFor, "Patient")
                .reference("subject", "for", Task::getFor, "Patient")
                .reference("owner", "owner", Task::getOwner)
                .reference("requester", "requester", Task::getRequester, "Device")
                .tokens("performer", "performerType", Task::getPerformerType)
                .date("authored-on", "authoredOn", Task::getAuthoredOnElement)
                .date("modified", "lastModified", Task::getLastModifiedElement)
                .build();
    }

    private static ResourceParameters communication() {
        return ResourceParameters.of(Communication.class)
                .tokens("identifier", "identifier", Communication::getIdentifier)
                .token("status", "status", Communication::getStatusElement)
                .tokens("category", "category", Communication::getCategory)
                .reference("patient", "subject", Communication::getSubject, "Patient")
                .reference("subject", "subject", Communication::getSubject, "Patient")
                .references("about", "about", Communication::getAbout, "DiagnosticReport")
                .references("recipient", "recipient", Communication::getRecipient)
                .date("sent", "sent", Communication::getSentElement)
                .date("received", "received", Communication::getReceivedElement)
                .strings("topic", "topic", c -> List.of(new StringType(c.getTopic().getText())))
                .build();
    }
}
