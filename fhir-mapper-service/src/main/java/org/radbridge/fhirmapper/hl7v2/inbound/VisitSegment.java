package org.radbridge.fhirmapper.hl7v2.inbound;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationComponent;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationStatus;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.hl7v2.er7.Dtm;
import org.radbridge.fhirmapper.hl7v2.er7.Er7Segment;
import org.radbridge.fhirmapper.hl7v2.er7.Er7Value;
import org.radbridge.fhirmapper.identity.EncounterUpdate;
import org.radbridge.fhirmapper.mapping.CodeSystems;
import org.radbridge.fhirmapper.mapping.ResourceIds;

/** A PV1 segment (section 3.4.3) written into an Encounter, as its event asks. */
final class VisitSegment {
    private static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    private static final String PARTICIPATION =
            "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";

    private final Er7Segment pv1;
    private final FeedSettings feed;

    VisitSegment(Er7Segment pv1, FeedSettings feed) {
        this.pv1 = pv1;
        this.feed = feed;
    }

    /**
     * What an event says of a visit; empty when the visit has no number.
     *
     * @param patient whose visit: its issuer numbers visits that name no other
     * @param at when it happened
     */
    Optional<EncounterUpdate> update(
            AdtEvent event, PatientIdentifier patient, Instant recorded, Instant at) {
        return visitNumber(patient)
                .map(number ->
                        new EncounterUpdate(
                                ResourceIds.encounter(number.issuer(), number.value()),
                                recorded,
                                encounter -> write(event, number, at, encounter)));
    }

    private Optional<PatientIdentifier> visitNumber(PatientIdentifier patient) {
        return pv1.repetitions(19).stream()
                .findFirst()
                .flatMap(id ->
                        id.component(1)
                                .map(number ->
                                        new PatientIdentifier(
                                                new PatientIds(feed)
                                                        .issuer(id)
                                                        .orElse(patient.issuer()),
                                                number)));
    }

    private void write(AdtEvent event, PatientIdentifier number, Instant at, Encounter encounter) {
        if (!encounter.hasIdentifier()) {
            Identifier identifier = encounter.addIdentifier();
            identifier.getType().addCoding().setSystem(CodeSystems.IDENTIFIER_TYPE).setCode("VN");
            identifier
                    .setSystem(feed.mapping().identifierSystem(number.issuer()))
                    .setValue(number.value());
        }
        pv1.value(2).ifPresent(code -> encounter.setClass_(encounterClass(code)));
        if (!encounter.hasClass_()) {
            encounter.setClass_(new Coding(ACT_CODE, "AMB", "ambulatory"));
        }
        location(encounter, at);
        attending(encounter);
        time(44).ifPresent(start -> encounter.getPeriod().setStartElement(start));
        time(45).ifPresent(end -> encounter.getPeriod().setEndElement(end));
        status(event, at, encounter);
    }

    private void status(AdtEvent event, Instant at, Encounter encounter) {
        switch (event) {
            case A01, A04, A06 -> begun(encounter, at);
            case A03 -> {
                encounter.setStatus(EncounterStatus.FINISHED);
                if (!encounter.getPeriod().hasEnd()) {
                    encounter.getPeriod().setEndElement(dateTime(at));
                }
                encounter.getLocation().forEach(VisitSegment::left);
            }
            case A05 -> encounter.setStatus(EncounterStatus.PLANNED);
            case A11 -> encounter.setStatus(EncounterStatus.CANCELLED);
            case A13 -> {
                encounter.setStatus(EncounterStatus.INPROGRESS);
                encounter.getPeriod().setEndElement(null);
            }
            case A02, A08, A12, A40 -> {}
        }
        if (!encounter.hasStatus()) {
            encounter.setStatus(
                    encounter.getPeriod().hasEnd()
                            ? EncounterStatus.FINISHED
                            : EncounterStatus.INPROGRESS);
        }
    }

    private static void begun(Encounter encounter, Instant at) {
        encounter.setStatus(EncounterStatus.INPROGRESS);
        if (!encounter.getPeriod().hasStart()) {
            encounter.getPeriod().setStartElement(dateTime(at));
        }
    }

    /** Where the patient is now; where it was before is kept, as left. */
    private void location(Encounter encounter, Instant at) {
        Optional<String> place =
                pv1.repetitions(3).stream().findFirst().flatMap(VisitSegment::place);
        place.filter(name -> !name.equals(currentPlace(encounter).orElse(null)))
                .ifPresent(name -> {
                    encounter
                            .getLocation()
                            .forEach(before -> {
                                if (before.getStatus() == EncounterLocationStatus.ACTIVE) {
                                    before.getPeriod().setEndElement(dateTime(at));
                                }
                                left(before);
                            });
                    EncounterLocationComponent now = encounter.addLocation();
                    now.setStatus(EncounterLocationStatus.ACTIVE);
                    now.setLocation(new Reference().setType("Location").setDisplay(name));
                    now.getPeriod().setStartElement(dateTime(at));
                });
    }

    private static Optional<String> currentPlace(Encounter encounter) {
        return encounter.getLocation().stream()
                .filter(location -> location.getStatus() == EncounterLocationStatus.ACTIVE)
                .map(location -> location.getLocation().getDisplay())
                .findFirst();
    }

    private static void left(EncounterLocationComponent location) {
        location.setStatus(EncounterLocationStatus.COMPLETED);
    }

    /** PL: facility, point of care, room and bed. */
    private static Optional<String> place(Er7Value pl) {
        String name =
                String.join(
                        ", ",
                        Stream.of(4, 1, 2, 3)
                                .flatMap(part -> pl.component(part).stream())
                                .toList());
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    private void attending(Encounter encounter) {
        if (!pv1.says(7)) {
            return;
        }
        encounter.getParticipant().clear();
        for (Er7Value xcn : pv1.repetitions(7)) {
            Persons.practitioner(xcn, feed)
                    .ifPresent(doctor ->
                            encounter
                                    .addParticipant()
                                    .setIndividual(doctor)
                                    .addType(
                                            new CodeableConcept(
                                                    new Coding(
                                                            PARTICIPATION, "ATND", "attender"))));
        }
    }

    /** Table 0004 in the terms of v3. */
    private static Coding encounterClass(String patientClass) {
        return switch (patientClass) {
            case "E" -> new Coding(ACT_CODE, "EMER", "emergency");
            case "I", "B" -> new Coding(ACT_CODE, "IMP", "inpatient encounter");
            case "P" -> new Coding(ACT_CODE, "PRENC", "pre-admission");
            default -> new Coding(ACT_CODE, "AMB", "ambulatory");
        };
    }

    private Optional<DateTimeType> time(int field) {
        return pv1.value(field)
                .flatMap(text -> Dtm.of(text, feed.zone()))
                .map(time -> new DateTimeType(time.fhirDateTime()));
    }

    private static DateTimeType dateTime(Instant instant) {
        return new DateTimeType(
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        instant.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC)));
    }
}
