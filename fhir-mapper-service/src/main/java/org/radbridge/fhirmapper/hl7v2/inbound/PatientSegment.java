package org.radbridge.fhirmapper.hl7v2.inbound;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.HumanName.NameUse;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.Patient;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.hl7v2.er7.Dtm;
import org.radbridge.fhirmapper.hl7v2.er7.Er7Segment;
import org.radbridge.fhirmapper.hl7v2.er7.Er7Value;
import org.radbridge.fhirmapper.mapping.CodeSystems;

/**
 * A PID segment (section 3.4.2) written into a Patient. An empty field leaves what is known, a null
 * deletes it (section 2.5.3).
 */
final class PatientSegment {
    private static final String MARITAL_STATUS =
            "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus";

    /** Table 0002 in the terms of v3. */
    private static final Map<String, Coding> MARITAL =
            Map.of(
                    "A", new Coding(MARITAL_STATUS, "L", "Legally Separated"),
                    "D", new Coding(MARITAL_STATUS, "D", "Divorced"),
                    "M", new Coding(MARITAL_STATUS, "M", "Married"),
                    "P", new Coding(MARITAL_STATUS, "T", "Domestic partner"),
                    "S", new Coding(MARITAL_STATUS, "S", "Never Married"),
                    "W", new Coding(MARITAL_STATUS, "W", "Widowed"));

    private final Er7Segment pid;
    private final PatientIds ids;
    private final FeedSettings feed;

    PatientSegment(Er7Segment pid, FeedSettings feed) {
        this.pid = pid;
        this.feed = feed;
        this.ids = new PatientIds(feed);
    }

    PatientIdentifier patient() {
        return ids.patient(pid, 3);
    }

    /** Writes what the segment says. */
    void applyTo(Patient patient) {
        identifiers(patient);
        said(5, () -> patient.getName().clear(), name -> name(name).ifPresent(patient::addName));
        said(
                7,
                () -> patient.setBirthDate(null),
                value ->
                        time(value)
                                .ifPresent(birth ->
                                        patient.setBirthDateElement(
                                                new DateType(birth.fhirDate()))));
        said(
                8,
                () -> patient.setGenderElement(null),
                value -> value.component(1).ifPresent(sex -> patient.setGender(gender(sex))));
        said(
                11,
                () -> patient.getAddress().clear(),
                value -> address(value).ifPresent(patient::addAddress));
        telecom(patient);
        said(16, () -> patient.setMaritalStatus(null), value -> maritalStatus(patient, value));
        deceased(patient);
    }

    private void identifiers(Patient patient) {
        PatientIdentifier own = patient();
        patient.getIdentifier().clear();
        Identifier usual = identifier(own, "MR").setUse(IdentifierUse.USUAL);
        patient.addIdentifier(usual);
        for (Er7Value id : pid.repetitions(3)) {
            ids.identifier(id)
                    .filter(other -> !other.equals(own))
                    .ifPresent(other ->
                            patient.addIdentifier(
                                    identifier(other, PatientIds.type(id).orElse(""))));
        }
    }

    private Identifier identifier(PatientIdentifier id, String type) {
        Identifier identifier =
                new Identifier()
                        .setSystem(feed.mapping().identifierSystem(id.issuer()))
                        .setValue(id.value());
        switch (type) {
            case "MR", "PI", "PT", "SS", "NI", "PPN", "DL" ->
                    identifier
                            .getType()
                            .addCoding()
                            .setSystem(CodeSystems.IDENTIFIER_TYPE)
                            .setCode(type);
            case "" -> {}
            default -> identifier.getType().setText(type);
        }
        return identifier;
    }

    private static Optional<HumanName> name(Er7Value xpn) {
        HumanName name = new HumanName();
        xpn.component(1).ifPresent(name::setFamily);
        xpn.component(2).ifPresent(name::addGiven);
        xpn.component(3).ifPresent(name::addGiven);
        xpn.component(4).ifPresent(name::addSuffix);
        xpn.component(5).ifPresent(name::addPrefix);
        xpn.component(6).ifPresent(name::addSuffix);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        switch (xpn.component(7).orElse("")) {
            case "L" -> name.setUse(NameUse.OFFICIAL);
            case "D" -> name.setUse(NameUse.USUAL);
            case "M" -> name.setUse(NameUse.MAIDEN);
            case "N" -> name.setUse(NameUse.NICKNAME);
            case "S" -> name.setUse(NameUse.ANONYMOUS);
            default -> {}
        }
        return Optional.of(name);
    }

    private static AdministrativeGender gender(String sex) {
        return switch (sex) {
            case "M" -> AdministrativeGender.MALE;
            case "F" -> AdministrativeGender.FEMALE;
            case "O", "A", "N" -> AdministrativeGender.OTHER;
            default -> AdministrativeGender.UNKNOWN;
        };
    }

    private static Optional<Address> address(Er7Value xad) {
        Address address = new Address();
        xad.component(1).ifPresent(address::addLine);
        xad.component(2).ifPresent(address::addLine);
        xad.component(3).ifPresent(address::setCity);
        xad.component(4).ifPresent(address::setState);
        xad.component(5).ifPresent(address::setPostalCode);
        xad.component(6).ifPresent(address::setCountry);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        switch (xad.component(7).orElse("")) {
            case "H", "L", "P" -> address.setUse(Address.AddressUse.HOME);
            case "B", "O" -> address.setUse(Address.AddressUse.WORK);
            case "C" -> address.setUse(Address.AddressUse.TEMP);
            default -> {}
        }
        return Optional.of(address);
    }

    /** PID-13 is at home and PID-14 at work: what one says leaves what the other said. */
    private void telecom(Patient patient) {
        telecom(patient, 13, ContactPointUse.HOME);
        telecom(patient, 14, ContactPointUse.WORK);
    }

    private void telecom(Patient patient, int field, ContactPointUse use) {
        said(
                field,
                () -> patient.getTelecom().removeIf(point -> point.getUse() == use),
                xtn -> point(xtn).ifPresent(point -> patient.addTelecom(point.setUse(use))));
    }

    private static Optional<ContactPoint> point(Er7Value xtn) {
        Optional<String> mail = xtn.component(4);
        if (mail.isPresent()) {
            return mail.map(address ->
                    new ContactPoint().setSystem(ContactPointSystem.EMAIL).setValue(address));
        }
        String parts =
                String.join(
                        " ",
                        Stream.of(5, 6, 7).flatMap(part -> xtn.component(part).stream()).toList());
        return xtn.component(1)
                .or(() -> xtn.component(12))
                .or(() -> Optional.of(parts).filter(text -> !text.isBlank()))
                .map(number ->
                        new ContactPoint().setSystem(ContactPointSystem.PHONE).setValue(number));
    }

    private static void maritalStatus(Patient patient, Er7Value value) {
        value.component(1)
                .ifPresent(code -> {
                    Coding coding = MARITAL.get(code);
                    patient.setMaritalStatus(
                            coding == null
                                    ? new CodeableConcept().setText(value.component(2).orElse(code))
                                    : new CodeableConcept(coding.copy()));
                });
    }

    private void deceased(Patient patient) {
        if (pid.deletes(29) || pid.deletes(30)) {
            patient.setDeceased(null);
        }
        Optional<Dtm> time = pid.repetitions(29).stream().findFirst().flatMap(this::time);
        if (time.isPresent()) {
            patient.setDeceased(new DateTimeType(time.get().fhirDateTime()));
            return;
        }
        pid.value(30).ifPresent(said -> patient.setDeceased(new BooleanType(said.equals("Y"))));
    }

    private Optional<Dtm> time(Er7Value value) {
        return value.component(1).flatMap(text -> Dtm.of(text, feed.zone()));
    }

    /** What a field says, after what it replaces is forgotten; nothing when it is empty. */
    private void said(int field, Runnable forget, Consumer<Er7Value> repetition) {
        if (pid.says(field)) {
            forget.run();
            pid.repetitions(field).forEach(repetition);
        }
    }
}
