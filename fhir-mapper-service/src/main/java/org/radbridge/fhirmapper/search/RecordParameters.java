package org.radbridge.fhirmapper.search;

import static org.radbridge.fhirmapper.search.Elements.all;
import static org.radbridge.fhirmapper.search.Elements.each;
import static org.radbridge.fhirmapper.search.Elements.flat;
import static org.radbridge.fhirmapper.search.Elements.only;
import static org.radbridge.fhirmapper.search.Elements.to;
import static org.radbridge.fhirmapper.search.ResourceParameters.ANY;

import java.util.List;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.radbridge.fhirmapper.search.Elements.Pair;

/** Where facts come from, documents, consent, and who looked at what. */
final class RecordParameters {
    private RecordParameters() {}

    static ResourceParameters provenance() {
        return ResourceParameters.of(Provenance.class)
                .references(
                        "agent",
                        "agent",
                        p -> each(p.getAgent(), b -> b.getWho()),
                        "Device",
                        "Organization",
                        "Patient",
                        "Practitioner",
                        "PractitionerRole",
                        "RelatedPerson")
                .tokens("agent-role", "agent", p -> flat(p.getAgent(), b -> b.getRole()))
                .tokens("agent-type", "agent", p -> each(p.getAgent(), b -> b.getType()))
                .references("entity", "entity", p -> each(p.getEntity(), b -> b.getWhat()), ANY)
                .reference("location", "location", Provenance::getLocation, "Location")
                .references("patient", "target", p -> to("Patient", p.getTarget()), "Patient")
                .date("recorded", "recorded", Provenance::getRecordedElement)
                .tokens(
                        "signature-type",
                        "signature",
                        p -> flat(p.getSignature(), b -> b.getType()))
                .references("target", "target", Provenance::getTarget, ANY)
                .dates("when", "occurredDateTime", p -> only(p.getOccurred(), DateTimeType.class))
                .build();
    }

    static ResourceParameters documentReference() {
        return ResourceParameters.of(DocumentReference.class)
                .reference(
                        "authenticator",
                        "authenticator",
                        DocumentReference::getAuthenticator,
                        "Organization",
                        "Practitioner",
                        "PractitionerRole")
                .references(
                        "author",
                        "author",
                        DocumentReference::getAuthor,
                        "Device",
                        "Organization",
                        "Patient",
                        "Practitioner",
                        "PractitionerRole",
                        "RelatedPerson")
                .tokens("category", "category", DocumentReference::getCategory)
                .tokens(
                        "contenttype",
                        "content",
                        d ->
                                each(
                                        each(d.getContent(), b -> b.getAttachment()),
                                        c -> c.getContentTypeElement()))
                .reference(
                        "custodian", "custodian", DocumentReference::getCustodian, "Organization")
                .date("date", "date", DocumentReference::getDateElement)
                .string("description", "description", DocumentReference::getDescriptionElement)
                .references(
                        "encounter",
                        "context",
                        d -> d.getContext().getEncounter(),
                        "Encounter",
                        "EpisodeOfCare")
                .tokens("event", "context", d -> d.getContext().getEvent())
                .token("facility", "context", d -> d.getContext().getFacilityType())
                .tokens("format", "content", d -> each(d.getContent(), b -> b.getFormat()))
                .tokens(
                        "identifier",
                        "masterIdentifier identifier",
                        d -> all(List.of(d.getMasterIdentifier()), d.getIdentifier()))
                .tokens(
                        "language",
                        "content",
                        d ->
                                each(
                                        each(d.getContent(), b -> b.getAttachment()),
                                        c -> c.getLanguageElement()))
                .uris(
                        "location",
                        "content",
                        d ->
                                each(
                                        each(d.getContent(), b -> b.getAttachment()),
                                        c -> c.getUrlElement()))
                .references(
                        "patient",
                        "subject",
                        d -> to("Patient", List.of(d.getSubject())),
                        "Patient")
                .date("period", "context", d -> d.getContext().getPeriod())
                .references("related", "context", d -> d.getContext().getRelated(), ANY)
                .references(
                        "relatesto",
                        "relatesTo",
                        d -> each(d.getRelatesTo(), b -> b.getTarget()),
                        "DocumentReference")
                .tokens(
                        "relation",
                        "relatesTo",
                        d -> each(d.getRelatesTo(), b -> b.getCodeElement()))
                .pairs(
                        "relationship",
                        "relatesTo",
                        ParameterKind.REFERENCE,
                        d ->
                                each(
                                        d.getRelatesTo(),
                                        b -> new Pair(b.getCodeElement(), b.getTarget())))
                .tokens("security-label", "securityLabel", DocumentReference::getSecurityLabel)
                .token("setting", "context", d -> d.getContext().getPracticeSetting())
                .token("status", "status", DocumentReference::getStatusElement)
                .reference(
                        "subject",
                        "subject",
                        DocumentReference::getSubject,
                        "Device",
                        "Group",
                        "Patient",
                        "Practitioner")
                .token("type", "type", DocumentReference::getType)
                .build();
    }

    static ResourceParameters consent() {
        return ResourceParameters.of(Consent.class)
                .tokens("action", "provision", c -> c.getProvision().getAction())
                .references(
                        "actor",
                        "provision",
                        c -> each(c.getProvision().getActor(), b -> b.getReference()),
                        "CareTeam",
                        "Device",
                        "Group",
                        "Organization",
                        "Patient",
                        "Practitioner",
                        "PractitionerRole",
                        "RelatedPerson")
                .tokens("category", "category", Consent::getCategory)
                .references(
                        "consentor",
                        "performer",
                        Consent::getPerformer,
                        "Organization",
                        "Patient",
                        "Practitioner",
                        "PractitionerRole",
                        "RelatedPerson")
                .references(
                        "data",
                        "provision",
                        c -> each(c.getProvision().getData(), b -> b.getReference()),
                        ANY)
                .date("date", "dateTime", Consent::getDateTimeElement)
                .tokens("identifier", "identifier", Consent::getIdentifier)
                .references(
                        "organization", "organization", Consent::getOrganization, "Organization")
                .reference("patient", "patient", Consent::getPatient, "Patient")
                .date("period", "provision", c -> c.getProvision().getPeriod())
                .tokens("purpose", "provision", c -> c.getProvision().getPurpose())
                .token("scope", "scope", Consent::getScope)
                .tokens("security-label", "provision", c -> c.getProvision().getSecurityLabel())
                .references(
                        "source-reference",
                        "sourceReference",
                        c -> only(c.getSource(), Reference.class),
                        "Consent",
                        "Contract",
                        "DocumentReference",
                        "QuestionnaireResponse")
                .token("status", "status", Consent::getStatusElement)
                .build();
    }

    static ResourceParameters auditEvent() {
        return ResourceParameters.of(AuditEvent.class)
                .token("action", "action", AuditEvent::getActionElement)
                .strings(
                        "address",
                        "agent",
                        a ->
                                each(
                                        each(a.getAgent(), b -> b.getNetwork()),
                                        c -> c.getAddressElement()))
                .references(
                        "agent",
                        "agent",
                        a -> each(a.getAgent(), b -> b.getWho()),
                        "Device",
                        "Organization",
                        "Patient",
                        "Practitioner",
                        "PractitionerRole",
                        "RelatedPerson")
                .strings("agent-name", "agent", a -> each(a.getAgent(), b -> b.getNameElement()))
                .tokens("agent-role", "agent", a -> flat(a.getAgent(), b -> b.getRole()))
                .tokens("altid", "agent", a -> each(a.getAgent(), b -> b.getAltIdElement()))
                .date("date", "recorded", AuditEvent::getRecordedElement)
                .references("entity", "entity", a -> each(a.getEntity(), b -> b.getWhat()), ANY)
                .strings("entity-name", "entity", a -> each(a.getEntity(), b -> b.getNameElement()))
                .tokens("entity-role", "entity", a -> each(a.getEntity(), b -> b.getRole()))
                .tokens("entity-type", "entity", a -> each(a.getEntity(), b -> b.getType()))
                .token("outcome", "outcome", AuditEvent::getOutcomeElement)
                .references(
                        "patient",
                        "agent entity",
                        a ->
                                all(
                                        to("Patient", each(a.getAgent(), b -> b.getWho())),
                                        to("Patient", each(a.getEntity(), b -> b.getWhat()))),
                        "Patient")
                .uris("policy", "agent", a -> flat(a.getAgent(), b -> b.getPolicy()))
                .token("site", "source", a -> a.getSource().getSiteElement())
                .reference(
                        "source",
                        "source",
                        a -> a.getSource().getObserver(),
                        "Device",
                        "Organization",
                        "Patient",
                        "Practitioner",
                        "PractitionerRole",
                        "RelatedPerson")
                .tokens("subtype", "subtype", AuditEvent::getSubtype)
                .token("type", "type", AuditEvent::getType)
                .build();
    }
}
