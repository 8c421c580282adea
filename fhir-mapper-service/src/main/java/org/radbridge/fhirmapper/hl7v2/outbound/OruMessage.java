package org.radbridge.fhirmapper.hl7v2.outbound;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.hl7v2.er7.Dtm;
import org.radbridge.fhirmapper.hl7v2.er7.SegmentWriter;
import org.radbridge.fhirmapper.mapping.CodeSystems;
import org.radbridge.fhirmapper.review.Attestation;
import org.radbridge.fhirmapper.review.ReportStatus;

/** An ORU^R01 of version 2.5.1: envelope, patient, visit, order and the result's observations. */
final class OruMessage {
    private final Sender sender;
    private final Destination destination;
    private final ResultFacts facts;
    private final InferenceCompleted event;

    /**
     * Who we are in what we send.
     *
     * @param application MSH-3
     * @param facility MSH-4
     * @param authorities the assigning authority that stands for each issuer of patient ids
     */
    record Sender(String application, String facility, Map<String, String> authorities) {
        String authority(String issuer) {
            return authorities.getOrDefault(issuer, issuer);
        }
    }

    OruMessage(Sender sender, Destination destination, ResultFacts facts) {
        this.sender = sender;
        this.destination = destination;
        this.facts = facts;
        this.event = facts.result().event();
    }

    /** The message as text. */
    String write(String controlId, Instant now, String conclusion, Optional<byte[]> pdf) {
        StringBuilder text = new StringBuilder(msh(controlId, now)).append(pid());
        facts.visit().ifPresent(visit -> text.append(pv1(visit)));
        Optional<ServiceRequest> order = facts.orders().stream().findFirst();
        return text.append(orc(order))
                .append(obr(order))
                .append(new ResultMessage(facts, conclusion, pdf).observations())
                .toString();
    }

    private String msh(String controlId, Instant now) {
        SegmentWriter msh =
                SegmentWriter.header()
                        .field(3, sender.application())
                        .field(4, sender.facility())
                        .field(5, destination.application())
                        .field(6, destination.facility())
                        .field(7, Dtm.write(now))
                        .components(9, "ORU", "R01", "ORU_R01")
                        .field(10, controlId)
                        .field(11, "P")
                        .field(12, "2.5.1")
                        .field(18, destination.characterSetName());
        if (destination.enhanced()) {
            msh.field(15, "AL").field(16, "NE");
        }
        return msh.write();
    }

    private String pid() {
        PatientIdentifier id = event.patient();
        Patient patient = facts.patient();
        SegmentWriter pid =
                SegmentWriter.of("PID")
                        .field(1, "1")
                        .components(3, id.value(), null, null, sender.authority(id.issuer()), "MR");
        name(patient).ifPresent(name -> pid.encoded(5, name));
        if (patient.hasBirthDate()) {
            pid.field(7, patient.getBirthDateElement().getValueAsString().replace("-", ""));
        }
        if (patient.hasGender()) {
            pid.field(
                    8,
                    switch (patient.getGender()) {
                        case MALE -> "M";
                        case FEMALE -> "F";
                        case OTHER -> "O";
                        default -> "U";
                    });
        }
        return pid.write();
    }

    private static Optional<String> name(Patient patient) {
        if (!patient.hasName()) {
            return Optional.empty();
        }
        HumanName name = patient.getNameFirstRep();
        return Optional.of(
                SegmentWriter.joined(
                        name.getFamily(),
                        given(name, 0),
                        given(name, 1),
                        name.hasSuffix() ? name.getSuffix().getFirst().getValue() : null,
                        name.hasPrefix() ? name.getPrefix().getFirst().getValue() : null));
    }

    private static @Nullable String given(HumanName name, int index) {
        return index < name.getGiven().size() ? name.getGiven().get(index).getValue() : null;
    }

    private String pv1(Encounter visit) {
        String patientClass =
                switch (String.valueOf(visit.getClass_().getCode())) {
                    case "IMP" -> "I";
                    case "EMER" -> "E";
                    case "PRENC" -> "P";
                    default -> "O";
                };
        return SegmentWriter.of("PV1")
                .field(1, "1")
                .field(2, patientClass)
                .components(
                        19,
                        visit.getIdentifierFirstRep().getValue(),
                        null,
                        null,
                        sender.authority(event.patient().issuer()),
                        "VN")
                .write();
    }

    private String orc(Optional<ServiceRequest> order) {
        return numbers(SegmentWriter.of("ORC").field(1, "RE"), order).write();
    }

    private String obr(Optional<ServiceRequest> order) {
        ReportStatus status = facts.result().review().status();
        Optional<Attestation> signature = facts.result().review().signature();
        SegmentWriter obr = numbers(SegmentWriter.of("OBR").field(1, "1"), order);
        obr.encoded(4, code(order));
        obr.field(7, facts.observed())
                .field(18, event.accessionNumber())
                .field(
                        22,
                        Dtm.write(signature.map(Attestation::at).orElse(facts.result().issued())))
                .field(24, "RAD")
                .field(25, ResultMessage.status(status));
        // NDL: the subcomponents of its first component are a CNN: id, then name.
        signature.ifPresent(by ->
                obr.encoded(
                        32,
                        SegmentWriter.joined(by.by().subject(), by.by().name()).replace("^", "&")));
        return obr.write();
    }

    /** Placer and filler number: those of the order, else the accession number as the filler's. */
    private SegmentWriter numbers(SegmentWriter segment, Optional<ServiceRequest> order) {
        order.flatMap(of -> identifier(of, "PLAC")).ifPresent(id -> segment.components(2, id));
        String filler =
                event.accessionNumber() != null
                        ? event.accessionNumber()
                        : order.flatMap(of -> identifier(of, "FILL"))
                                .orElse(event.studyInstanceUid());
        return segment.components(3, filler, sender.application());
    }

    private static Optional<String> identifier(ServiceRequest order, String type) {
        return order.getIdentifier().stream()
                .filter(id -> type.equals(id.getType().getCodingFirstRep().getCode()))
                .map(Identifier::getValue)
                .findFirst();
    }

    private static String code(Optional<ServiceRequest> order) {
        return order.filter(of -> of.getCode().hasCoding())
                .map(of -> of.getCode().getCodingFirstRep())
                .map(coding ->
                        SegmentWriter.joined(
                                coding.getCode(), coding.getDisplay(), codeSystem(coding)))
                .orElseGet(() -> SegmentWriter.joined("18748-4", "Diagnostic imaging study", "LN"));
    }

    private static String codeSystem(Coding coding) {
        return switch (String.valueOf(coding.getSystem())) {
            case CodeSystems.LOINC -> "LN";
            case CodeSystems.SNOMED_CT -> "SCT";
            case CodeSystems.RADLEX -> "RADLEX";
            default -> "L";
        };
    }
}
