package org.radbridge.fhirmapper.hl7v2.inbound;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.hl7v2.Hl7v2Failure;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.AcknowledgementCode;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.ErrorCode;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.RefusedMessageException;
import org.radbridge.fhirmapper.hl7v2.er7.Dtm;
import org.radbridge.fhirmapper.hl7v2.er7.Er7Message;
import org.radbridge.fhirmapper.hl7v2.er7.Er7Segment;
import org.radbridge.fhirmapper.hl7v2.er7.Er7Value;
import org.radbridge.fhirmapper.identity.PatientUpdate;
import org.radbridge.fhirmapper.mapping.CodeSystems;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.order.OrderUpdate;

/**
 * The segments of one order, from its ORC to the next (sections 4.5.1, 4.5.3, 4.5.6), written into
 * a ServiceRequest.
 */
final class OrderSegments {
    private final Er7Message group;
    private final Er7Segment orc;
    private final Optional<Er7Segment> obr;
    private final FeedSettings feed;

    OrderSegments(Er7Message group, FeedSettings feed) {
        this.group = group;
        this.orc = group.header();
        this.obr = group.first("OBR");
        this.feed = feed;
    }

    /** What is said of the order. */
    OrderUpdate update(PatientUpdate patient, Instant recorded) {
        Optional<Identifier> placer = number(2, "PLAC");
        Optional<Identifier> filler = number(3, "FILL");
        Identifier name =
                placer.or(() -> filler)
                        .orElseThrow(() ->
                                RefusedMessageException.missing(
                                        "ORC", 2, "neither a placer nor a filler order number"));
        ServiceRequestStatus status = status();
        return new OrderUpdate(
                patient,
                ResourceIds.serviceRequest(name.getSystem(), name.getValue()),
                filler,
                accession(),
                recorded,
                request -> write(request, status));
    }

    /** ORC-1 (table 0119), and ORC-5 (table 0038) where it says more; none to leave what is. */
    private @Nullable ServiceRequestStatus status() {
        return switch (orc.value(1).orElse("")) {
            case "NW" -> ServiceRequestStatus.ACTIVE;
            case "CA", "DC" -> ServiceRequestStatus.REVOKED;
            case "XO", "SC" -> orderStatus();
            default ->
                    throw new RefusedMessageException(
                            AcknowledgementCode.AE,
                            Hl7v2Failure.UNSUPPORTED,
                            ErrorCode.TABLE_VALUE_NOT_FOUND,
                            "ORC^1^1",
                            "this order control code is not taken");
        };
    }

    private @Nullable ServiceRequestStatus orderStatus() {
        return switch (orc.value(5).orElse("")) {
            case "CM" -> ServiceRequestStatus.COMPLETED;
            case "CA", "DC", "RP" -> ServiceRequestStatus.REVOKED;
            case "HD" -> ServiceRequestStatus.ONHOLD;
            case "ER" -> ServiceRequestStatus.ENTEREDINERROR;
            case "A", "IP", "SC" -> ServiceRequestStatus.ACTIVE;
            default -> null;
        };
    }

    private void write(ServiceRequest request, @Nullable ServiceRequestStatus status) {
        if (status != null) {
            request.setStatus(status);
        } else if (!request.hasStatus()) {
            request.setStatus(ServiceRequestStatus.ACTIVE);
        }
        request.setIntent(ServiceRequestIntent.ORDER);
        number(2, "PLAC").ifPresent(id -> identify(request, id));
        number(3, "FILL").ifPresent(id -> identify(request, id));
        accession().ifPresent(number -> identify(request, typed("ACSN").setValue(number)));
        group.first("IPC")
                .flatMap(ipc -> ipc.value(3))
                .ifPresent(uid ->
                        identify(
                                request,
                                new Identifier()
                                        .setSystem(CodeSystems.DICOM_UID)
                                        .setValue("urn:oid:" + uid)));
        first(value(orc, 4))
                .ifPresent(number ->
                        request.setRequisition(
                                new Identifier()
                                        .setSystem(system(Optional.empty()))
                                        .setValue(number)));
        obr.flatMap(segment -> concepts(segment, 4).findFirst()).ifPresent(request::setCode);
        priority().ifPresent(request::setPriority);
        List<CodeableConcept> reasons =
                Stream.concat(
                                obr.stream().flatMap(segment -> concepts(segment, 31)),
                                concepts(orc, 16))
                        .toList();
        if (!reasons.isEmpty()) {
            request.setReasonCode(reasons);
        }
        occurrence()
                .ifPresent(time -> request.setOccurrence(new DateTimeType(time.fhirDateTime())));
        first(value(orc, 9))
                .flatMap(text -> Dtm.of(text, feed.zone()))
                .ifPresent(time ->
                        request.setAuthoredOnElement(new DateTimeType(time.fhirDateTime())));
        Stream.concat(
                        orc.repetitions(12).stream(),
                        obr.stream().flatMap(segment -> segment.repetitions(16).stream()))
                .findFirst()
                .flatMap(xcn -> Persons.practitioner(xcn, feed))
                .ifPresent(request::setRequester);
    }

    /** An order number with who assigned it (EI), of ORC or else of OBR. */
    private Optional<Identifier> number(int field, String type) {
        return Stream.concat(
                        orc.repetitions(field).stream(),
                        obr.stream().flatMap(segment -> segment.repetitions(field).stream()))
                .findFirst()
                .flatMap(ei ->
                        ei.component(1)
                                .map(value ->
                                        typed(type)
                                                .setSystem(
                                                        system(
                                                                ei.component(3)
                                                                        .or(() -> ei.component(2))))
                                                .setValue(value)));
    }

    private String system(Optional<String> authority) {
        return feed.mapping().identifierSystem(authority.or(feed::issuer).orElseGet(feed::name));
    }

    private static Identifier typed(String type) {
        Identifier identifier = new Identifier();
        identifier.getType().addCoding().setSystem(CodeSystems.IDENTIFIER_TYPE).setCode(type);
        return identifier;
    }

    /** In place of an identifier of the same type: a number may be corrected. */
    private static void identify(ServiceRequest request, Identifier identifier) {
        request.getIdentifier()
                .removeIf(there ->
                        there.getType()
                                        .getCodingFirstRep()
                                        .equalsDeep(identifier.getType().getCodingFirstRep())
                                && (identifier.hasType()
                                        || identifier.getSystem().equals(there.getSystem())));
        request.addIdentifier(identifier);
    }

    private Optional<String> accession() {
        return feed.accessionFields().stream()
                .map(name -> name.split("-", 2))
                .filter(name -> name.length == 2)
                .flatMap(name ->
                        group.first(name[0]).stream()
                                .flatMap(segment ->
                                        segment.value(Integer.parseInt(name[1])).stream()))
                .findFirst();
    }

    private Optional<ServiceRequestPriority> priority() {
        Optional<String> timing = group.first("TQ1").flatMap(tq1 -> tq1.value(9));
        return timing.or(() -> obr.flatMap(segment -> segment.value(27, 6)))
                .or(() -> orc.value(7, 6))
                .or(() -> obr.flatMap(segment -> segment.value(5)))
                .flatMap(code ->
                        Optional.ofNullable(
                                switch (code) {
                                    case "S" -> ServiceRequestPriority.STAT;
                                    case "A" -> ServiceRequestPriority.ASAP;
                                    case "T", "U" -> ServiceRequestPriority.URGENT;
                                    case "R", "P", "C" -> ServiceRequestPriority.ROUTINE;
                                    default -> null;
                                }));
    }

    private Optional<Dtm> occurrence() {
        return obr.flatMap(segment -> segment.value(36))
                .or(() -> group.first("TQ1").flatMap(tq1 -> tq1.value(7)))
                .or(() -> obr.flatMap(segment -> segment.value(27, 4)))
                .or(() -> orc.value(7, 4))
                .flatMap(text -> Dtm.of(text, feed.zone()));
    }

    private Stream<CodeableConcept> concepts(Er7Segment segment, int field) {
        return segment.repetitions(field).stream()
                .map(cwe -> Codes.concept(cwe, feed))
                .filter(concept -> !concept.isEmpty());
    }

    private static Optional<Er7Value> value(Er7Segment segment, int field) {
        return segment.repetitions(field).stream().findFirst();
    }

    private static Optional<String> first(Optional<Er7Value> value) {
        return value.flatMap(v -> v.component(1));
    }
}
