package org.radbridge.fhirmapper.hl7v2.inbound;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.RefusedMessageException;
import org.radbridge.fhirmapper.hl7v2.er7.Er7Segment;
import org.radbridge.fhirmapper.hl7v2.er7.Er7Value;

/**
 * Identifiers with their issuers (CX, section 2.A.14). An identifier whose issuer nobody names is
 * no identifier: the same number from two hospitals is two patients.
 */
final class PatientIds {
    /** Table 0203: what a hospital numbers its patients with. */
    private static final Set<String> MEDICAL_RECORD = Set.of("MR", "PI", "PT");

    private final FeedSettings feed;

    PatientIds(FeedSettings feed) {
        this.feed = feed;
    }

    /**
     * The patient that a field of repeating CX is about: its first medical record number, or the
     * first whose type is not said.
     */
    PatientIdentifier patient(Er7Segment segment, int field) {
        List<Er7Value> all = segment.repetitions(field);
        return Stream.concat(
                        all.stream()
                                .filter(id ->
                                        type(id).filter(MEDICAL_RECORD::contains).isPresent()),
                        all.stream().filter(id -> type(id).isEmpty()))
                .flatMap(id -> identifier(id).stream())
                .findFirst()
                .orElseThrow(() ->
                        RefusedMessageException.missing(
                                segment.name(),
                                field,
                                "no medical record number with its assigning authority"));
    }

    /** A CX with its issuer; empty without number or issuer. */
    Optional<PatientIdentifier> identifier(Er7Value id) {
        return id.component(1)
                .flatMap(value -> issuer(id).map(issuer -> new PatientIdentifier(issuer, value)));
    }

    /** The issuer that an HD in the fourth component stands for, else the feed's. */
    Optional<String> issuer(Er7Value id) {
        Optional<String> namespace = id.subcomponent(4, 1);
        Optional<String> universal = id.subcomponent(4, 2);
        return universal
                .flatMap(this::configured)
                .or(() -> namespace.flatMap(this::configured))
                .or(() -> universal)
                .or(() -> namespace)
                .or(feed::issuer);
    }

    private Optional<String> configured(String authority) {
        return Optional.ofNullable(feed.authorities().get(authority));
    }

    static Optional<String> type(Er7Value id) {
        return id.component(5);
    }
}
