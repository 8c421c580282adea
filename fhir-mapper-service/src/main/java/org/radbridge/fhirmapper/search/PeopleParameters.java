package org.radbridge.fhirmapper.search;

import static org.radbridge.fhirmapper.search.Elements.all;
import static org.radbridge.fhirmapper.search.Elements.each;
import static org.radbridge.fhirmapper.search.Elements.flat;
import static org.radbridge.fhirmapper.search.Elements.only;
import static org.radbridge.fhirmapper.search.Elements.points;

import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;

/** Whom resources are about, who acts, and where: persons, their roles, organizations, places. */
final class PeopleParameters {
    private PeopleParameters() {}

    static ResourceParameters patient() {
        return ResourceParameters.of(Patient.class)
                .token("active", "active", Patient::getActiveElement)
                .strings("address", "address", Patient::getAddress)
                .strings(
                        "address-city",
                        "address",
                        p -> each(p.getAddress(), b -> b.getCityElement()))
                .strings(
                        "address-country",
                        "address",
                        p -> each(p.getAddress(), b -> b.getCountryElement()))
                .strings(
                        "address-postalcode",
                        "address",
                        p -> each(p.getAddress(), b -> b.getPostalCodeElement()))
                .strings(
                        "address-state",
                        "address",
                        p -> each(p.getAddress(), b -> b.getStateElement()))
                .tokens("address-use", "address", p -> each(p.getAddress(), b -> b.getUseElement()))
                .date("birthdate", "birthDate", Patient::getBirthDateElement)
                .dates(
                        "death-date",
                        "deceasedDateTime",
                        p -> only(p.getDeceased(), DateTimeType.class))
                .tokens("deceased", "deceasedBoolean deceasedDateTime", PeopleParameters::deceased)
                .tokens("email", "telecom", p -> points(p.getTelecom(), ContactPointSystem.EMAIL))
                .strings("family", "name", p -> each(p.getName(), b -> b.getFamilyElement()))
                .token("gender", "gender", Patient::getGenderElement)
                .references(
                        "general-practitioner",
                        "generalPractitioner",
                        Patient::getGeneralPractitioner,
                        "Organization",
                        "Practitioner",
                        "PractitionerRole")
                .strings("given", "name", p -> flat(p.getName(), b -> b.getGiven()))
                .tokens("identifier", "identifier", Patient::getIdentifier)
                .tokens(
                        "language",
                        "communication",
                        p -> each(p.getCommunication(), b -> b.getLanguage()))
                .references(
                        "link",
                        "link",
                        p -> each(p.getLink(), b -> b.getOther()),
                        "Patient",
                        "RelatedPerson")
                .strings("name", "name", Patient::getName)
                .reference(
                        "organization",
                        "managingOrganization",
                        Patient::getManagingOrganization,
                        "Organization")
                .tokens("phone", "telecom", p -> points(p.getTelecom(), ContactPointSystem.PHONE))
                .tokens("telecom", "telecom", Patient::getTelecom)
                .build();
    }

    static ResourceParameters practitioner() {
        return ResourceParameters.of(Practitioner.class)
                .token("active", "active", Practitioner::getActiveElement)
                .strings("address", "address", Practitioner::getAddress)
                .strings(
                        "address-city",
                        "address",
                        p -> each(p.getAddress(), b -> b.getCityElement()))
                .strings(
                        "address-country",
                        "address",
                        p -> each(p.getAddress(), b -> b.getCountryElement()))
                .strings(
                        "address-postalcode",
                        "address",
                        p -> each(p.getAddress(), b -> b.getPostalCodeElement()))
                .strings(
                        "address-state",
                        "address",
                        p -> each(p.getAddress(), b -> b.getStateElement()))
                .tokens("address-use", "address", p -> each(p.getAddress(), b -> b.getUseElement()))
                .tokens("communication", "communication", Practitioner::getCommunication)
                .tokens("email", "telecom", p -> points(p.getTelecom(), ContactPointSystem.EMAIL))
                .strings("family", "name", p -> each(p.getName(), b -> b.getFamilyElement()))
                .token("gender", "gender", Practitioner::getGenderElement)
                .strings("given", "name", p -> flat(p.getName(), b -> b.getGiven()))
                .tokens("identifier", "identifier", Practitioner::getIdentifier)
                .strings("name", "name", Practitioner::getName)
                .tokens("phone", "telecom", p -> points(p.getTelecom(), ContactPointSystem.PHONE))
                .tokens("telecom", "telecom", Practitioner::getTelecom)
                .build();
    }

    static ResourceParameters group() {
        return ResourceParameters.of(Group.class)
                .token("actual", "actual", Group::getActualElement)
                .tokens(
                        "characteristic",
                        "characteristic",
                        g -> each(g.getCharacteristic(), b -> b.getCode()))
                .token("code", "code", Group::getCode)
                .tokens(
                        "exclude",
                        "characteristic",
                        g -> each(g.getCharacteristic(), b -> b.getExcludeElement()))
                .tokens("identifier", "identifier", Group::getIdentifier)
                .reference(
                        "managing-entity",
                        "managingEntity",
                        Group::getManagingEntity,
                        "Organization",
                        "Practitioner",
                        "PractitionerRole",
                        "RelatedPerson")
                .references(
                        "member",
                        "member",
                        g -> each(g.getMember(), b -> b.getEntity()),
                        "Device",
                        "Group",
                        "Medication",
                        "Patient",
                        "Practitioner",
                        "PractitionerRole",
                        "Substance")
                .token("type", "type", Group::getTypeElement)
                .build();
    }

    static ResourceParameters practitionerRole() {
        return ResourceParameters.of(PractitionerRole.class)
                .token("active", "active", PractitionerRole::getActiveElement)
                .date("date", "period", PractitionerRole::getPeriod)
                .tokens("email", "telecom", p -> points(p.getTelecom(), ContactPointSystem.EMAIL))
                .references("endpoint", "endpoint", PractitionerRole::getEndpoint, "Endpoint")
                .tokens("identifier", "identifier", PractitionerRole::getIdentifier)
                .references("location", "location", PractitionerRole::getLocation, "Location")
                .reference(
                        "organization",
                        "organization",
                        PractitionerRole::getOrganization,
                        "Organization")
                .tokens("phone", "telecom", p -> points(p.getTelecom(), ContactPointSystem.PHONE))
                .reference(
                        "practitioner",
                        "practitioner",
                        PractitionerRole::getPractitioner,
                        "Practitioner")
                .tokens("role", "code", PractitionerRole::getCode)
                .references(
                        "service",
                        "healthcareService",
                        PractitionerRole::getHealthcareService,
                        "HealthcareService")
                .tokens("specialty", "specialty", PractitionerRole::getSpecialty)
                .tokens("telecom", "telecom", PractitionerRole::getTelecom)
                .build();
    }

    static ResourceParameters organization() {
        return ResourceParameters.of(Organization.class)
                .token("active", "active", Organization::getActiveElement)
                .strings("address", "address", Organization::getAddress)
                .strings(
                        "address-city",
                        "address",
                        o -> each(o.getAddress(), b -> b.getCityElement()))
                .strings(
                        "address-country",
                        "address",
                        o -> each(o.getAddress(), b -> b.getCountryElement()))
                .strings(
                        "address-postalcode",
                        "address",
                        o -> each(o.getAddress(), b -> b.getPostalCodeElement()))
                .strings(
                        "address-state",
                        "address",
                        o -> each(o.getAddress(), b -> b.getStateElement()))
                .tokens("address-use", "address", o -> each(o.getAddress(), b -> b.getUseElement()))
                .references("endpoint", "endpoint", Organization::getEndpoint, "Endpoint")
                .tokens("identifier", "identifier", Organization::getIdentifier)
                .strings("name", "name alias", o -> all(List.of(o.getNameElement()), o.getAlias()))
                .reference("partof", "partOf", Organization::getPartOf, "Organization")
                .tokens("type", "type", Organization::getType)
                .build();
    }

    static ResourceParameters location() {
        return ResourceParameters.of(Location.class)
                .string("address", "address", Location::getAddress)
                .string("address-city", "address", l -> l.getAddress().getCityElement())
                .string("address-country", "address", l -> l.getAddress().getCountryElement())
                .string("address-postalcode", "address", l -> l.getAddress().getPostalCodeElement())
                .string("address-state", "address", l -> l.getAddress().getStateElement())
                .token("address-use", "address", l -> l.getAddress().getUseElement())
                .references("endpoint", "endpoint", Location::getEndpoint, "Endpoint")
                .tokens("identifier", "identifier", Location::getIdentifier)
                .strings("name", "name alias", l -> all(List.of(l.getNameElement()), l.getAlias()))
                .token("operational-status", "operationalStatus", Location::getOperationalStatus)
                .reference(
                        "organization",
                        "managingOrganization",
                        Location::getManagingOrganization,
                        "Organization")
                .reference("partof", "partOf", Location::getPartOf, "Location")
                .token("status", "status", Location::getStatusElement)
                .tokens("type", "type", Location::getType)
                .build();
    }

    /** Whoever is not known to have died counts as living (R4, Patient.deceased). */
    private static List<BooleanType> deceased(Patient patient) {
        return List.of(
                new BooleanType(
                        patient.hasDeceased()
                                && !(patient.getDeceased() instanceof BooleanType known
                                        && !known.booleanValue())));
    }
}
