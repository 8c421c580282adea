package org.radbridge.fhirmapper.search;

import static org.radbridge.fhirmapper.search.Elements.each;
import static org.radbridge.fhirmapper.search.Elements.flat;
import static org.radbridge.fhirmapper.search.Elements.to;
import static org.radbridge.fhirmapper.search.ResourceParameters.ANY;

import java.util.List;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Task;

/** What is asked for, in which encounter, by whom it is done, and who is told. */
final class WorkflowParameters {
    private WorkflowParameters() {}

    static ResourceParameters serviceRequest() {
        return ResourceParameters.of(ServiceRequest.class)
                .date("authored", "authoredOn", ServiceRequest::getAuthoredOnElement)
                .references(
                        "based-on",
                        "basedOn",
                        ServiceRequest::getBasedOn,
                        "CarePlan",
                        "MedicationRequest",
                        "ServiceRequest")
                .tokens("body-site", "bodySite", ServiceRequest::getBodySite)
                .tokens("category", "category", ServiceRequest::getCategory)
                .token("code", "code", ServiceRequest::getCode)
                .reference("encounter", "encounter", ServiceRequest::getEncounter, "Encounter")
                .tokens("identifier", "identifier", ServiceRequest::getIdentifier)
                .references(
                        "instantiates-canonical",
                        "instantiatesCanonical",
                        ServiceRequest::getInstantiatesCanonical,
                        "ActivityDefinition",
                        "PlanDefinition")
                .uris("instantiates-uri", "instantiatesUri", ServiceRequest::getInstantiatesUri)
                .token("intent", "intent", ServiceRequest::getIntentElement)
                .date(
                        "occurrence",
                        "occurrenceDateTime occurrencePeriod occurrenceTiming",
                        ServiceRequest::getOccurrence)
                .references(
                        "patient",
                        "subject",
                        s -> to("Patient", List.of(s.getSubject())),
                        "Patient")
                .references(
                        "performer",
                        "performer",
                        ServiceRequest::getPerformer,
                        "CareTeam",
                        "Device",
                        "HealthcareService",
                        "Organization",
                        "Patient",
                        "Practitioner",
                        "PractitionerRole",
                        "RelatedPerson")
                .token("performer-type", "performerType", ServiceRequest::getPerformerType)
                .token("priority", "priority", ServiceRequest::getPriorityElement)
                .references("replaces", "replaces", ServiceRequest::getReplaces, "ServiceRequest")
                .reference(
                        "requester",
                        "requester",
                        ServiceRequest::getRequester,
                        "Device",
                        "Organization",
                        "Patient",
                        "Practitioner",
                        "PractitionerRole",
                        "RelatedPerson")
                .token("requisition", "requisition", ServiceRequest::getRequisition)
                .references("specimen", "specimen", ServiceRequest::getSpecimen, "Specimen")
                .token("status", "status", ServiceRequest::getStatusElement)
                .reference(
                        "subject",
                        "subject",
                        ServiceRequest::getSubject,
                        "Device",
                        "Group",
                        "Location",
                        "Patient")
                .build();
    }

    static ResourceParameters encounter() {
        return ResourceParameters.of(Encounter.class)
                .references("account", "account", Encounter::getAccount, "Account")
                .references("appointment", "appointment", Encounter::getAppointment, "Appointment")
                .references("based-on", "basedOn", Encounter::getBasedOn, "ServiceRequest")
                .token("class", "class", Encounter::getClass_)
                .date("date", "period", Encounter::getPeriod)
                .references(
                        "diagnosis",
                        "diagnosis",
                        e -> each(e.getDiagnosis(), b -> b.getCondition()),
                        "Condition",
                        "Procedure")
                .references(
                        "episode-of-care",
                        "episodeOfCare",
                        Encounter::getEpisodeOfCare,
                        "EpisodeOfCare")
                .tokens("identifier", "identifier", Encounter::getIdentifier)
                .quantity("length", "length", Encounter::getLength)
                .references(
                        "location",
                        "location",
                        e -> each(e.getLocation(), b -> b.getLocation()),
                        "Location")
                .dates(
                        "location-period",
                        "location",
                        e -> each(e.getLocation(), b -> b.getPeriod()))
                .reference("part-of", "partOf", Encounter::getPartOf, "Encounter")
                .references(
                        "participant",
                        "participant",
                        e -> each(e.getParticipant(), b -> b.getIndividual()),
                        "Practitioner",
                        "PractitionerRole",
                        "RelatedPerson")
                .tokens(
                        "participant-type",
                        "participant",
                        e -> flat(e.getParticipant(), b -> b.getType()))
                .references(
                        "patient",
                        "subject",
                        e -> to("Patient", List.of(e.getSubject())),
                        "Patient")
                .references(
                        "practitioner",
                        "participant",
                        e -> to("Practitioner", each(e.getParticipant(), b -> b.getIndividual())),
                        "Practitioner")
                .tokens("reason-code", "reasonCode", Encounter::getReasonCode)
                .references(
                        "reason-reference",
                        "reasonReference",
                        Encounter::getReasonReference,
                        "Condition",
                        "ImmunizationRecommendation",
                        "Observation",
                        "Procedure")
                .reference(
                        "service-provider",
                        "serviceProvider",
                        Encounter::getServiceProvider,
                        "Organization")
                .tokens(
                        "special-arrangement",
                        "hospitalization",
                        e -> e.getHospitalization().getSpecialArrangement())
                .token("status", "status", Encounter::getStatusElement)
                .reference("subject", "subject", Encounter::getSubject, "Group", "Patient")
                .tokens("type", "type", Encounter::getType)
                .build();
    }

    static ResourceParameters task() {
        return ResourceParameters.of(Task.class)
                .date("authored-on", "authoredOn", Task::getAuthoredOnElement)
                .references("based-on", "basedOn", Task::getBasedOn, ANY)
                .token("business-status", "businessStatus", Task::getBusinessStatus)
                .token("code", "code", Task::getCode)
                .reference("encounter", "encounter", Task::getEncounter, "Encounter")
                .reference("focus", "focus", Task::getFocus, ANY)
                .token("group-identifier", "groupIdentifier", Task::getGroupIdentifier)
                .tokens("identifier", "identifier", Task::getIdentifier)
                .token("intent", "intent", Task::getIntentElement)
                .date("modified", "lastModified", Task::getLastModifiedElement)
                .reference(
                        "owner",
                        "owner",
                        Task::getOwner,
                        "CareTeam",
                        "Device",
                        "HealthcareService",
                        "Organization",
                        "Patient",
                        "Practitioner",
                        "PractitionerRole",
                        "RelatedPerson")
                .references("part-of", "partOf", Task::getPartOf, "Task")
                .references("patient", "for", t -> to("Patient", List.of(t.getFor())), "Patient")
                .tokens("performer", "performerType", Task::getPerformerType)
                .date("period", "executionPeriod", Task::getExecutionPeriod)
                .token("priority", "priority", Task::getPriorityElement)
                .reference(
                        "requester",
                        "requester",
                        Task::getRequester,
                        "Device",
                        "Organization",
                        "Patient",
                        "Practitioner",
                        "PractitionerRole",
                        "RelatedPerson")
                .token("status", "status", Task::getStatusElement)
                .reference("subject", "for", Task::getFor, ANY)
                .build();
    }

    static ResourceParameters communication() {
        return ResourceParameters.of(Communication.class)
                .references("based-on", "basedOn", Communication::getBasedOn, ANY)
                .tokens("category", "category", Communication::getCategory)
                .reference("encounter", "encounter", Communication::getEncounter, "Encounter")
                .tokens("identifier", "identifier", Communication::getIdentifier)
                .references(
                        "instantiates-canonical",
                        "instantiatesCanonical",
                        Communication::getInstantiatesCanonical,
                        "ActivityDefinition",
                        "Measure",
                        "OperationDefinition",
                        "PlanDefinition",
                        "Questionnaire")
                .uris("instantiates-uri", "instantiatesUri", Communication::getInstantiatesUri)
                .tokens("medium", "medium", Communication::getMedium)
                .references("part-of", "partOf", Communication::getPartOf, ANY)
                .references(
                        "patient",
                        "subject",
                        c -> to("Patient", List.of(c.getSubject())),
                        "Patient")
                .date("received", "received", Communication::getReceivedElement)
                .references(
                        "recipient",
                        "recipient",
                        Communication::getRecipient,
                        "CareTeam",
                        "Device",
                        "Group",
                        "HealthcareService",
                        "Organization",
                        "Patient",
                        "Practitioner",
                        "PractitionerRole",
                        "RelatedPerson")
                .reference(
                        "sender",
                        "sender",
                        Communication::getSender,
                        "Device",
                        "HealthcareService",
                        "Organization",
                        "Patient",
                        "Practitioner",
                        "PractitionerRole",
                        "RelatedPerson")
                .date("sent", "sent", Communication::getSentElement)
                .token("status", "status", Communication::getStatusElement)
                .reference("subject", "subject", Communication::getSubject, "Group", "Patient")
                .references("about", "about", Communication::getAbout, ANY)
                .string("topic", "topic", c -> c.getTopic().getTextElement())
                .build();
    }

    static ResourceParameters subscription() {
        return ResourceParameters.of(Subscription.class)
                .tokens("contact", "contact", Subscription::getContact)
                .string("criteria", "criteria", Subscription::getCriteriaElement)
                .token("payload", "channel", s -> s.getChannel().getPayloadElement())
                .token("status", "status", Subscription::getStatusElement)
                .token("type", "channel", s -> s.getChannel().getTypeElement())
                .uri("url", "channel", s -> s.getChannel().getEndpointElement())
                .build();
    }
}
