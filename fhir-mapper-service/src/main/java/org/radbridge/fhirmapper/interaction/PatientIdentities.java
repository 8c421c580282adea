package org.radbridge.fhirmapper.interaction;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.Patient;
import org.radbridge.contracts.PatientIdentifier;

/**
 * Whom an identifier in a FHIR resource names, as DICOM and the suite's events name them: so the
 * Patient that an EHR creates is the one whose studies come.
 */
final class PatientIdentities {
    private static final String OID = "urn:oid:";
    private static final String ISSUER = "urn:radbridge:issuer:";
    private static final String IDENTIFIER_TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203";

    private final Map<String, String> issuerSystems;

    /**
     * @param issuerSystems issuers of patient ids, each with the identifier system that stands for
     *     it
     */
    PatientIdentities(Map<String, String> issuerSystems) {
        this.issuerSystems = Map.copyOf(issuerSystems);
    }

    /** Whom a Patient may be, the likeliest first; nobody when no identifier has a system. */
    List<PatientIdentifier> of(Patient patient) {
        return patient.getIdentifier().stream()
                .sorted((a, b) -> Integer.compare(rank(a), rank(b)))
                .flatMap(this::of)
                .distinct()
                .toList();
    }

    /** Whom an identifier may name, the likeliest first. */
    Stream<PatientIdentifier> of(Identifier identifier) {
        if (!identifier.hasSystem() || !identifier.hasValue() || identifier.getValue().isBlank()) {
            return Stream.empty();
        }
        return issuers(identifier.getSystem()).stream()
                .map(issuer -> new PatientIdentifier(issuer, identifier.getValue()));
    }

    private Set<String> issuers(String system) {
        Set<String> issuers = new LinkedHashSet<>();
        issuerSystems.forEach((issuer, known) -> {
            if (known.equals(system)) {
                issuers.add(issuer);
            }
        });
        if (system.startsWith(ISSUER)) {
            issuers.add(
                    URLDecoder.decode(
                            system.substring(ISSUER.length()).replace("+", "%2B"),
                            StandardCharsets.UTF_8));
        } else {
            issuers.add(system);
            Optional.of(system)
                    .filter(s -> s.startsWith(OID))
                    .map(s -> s.substring(OID.length()))
                    .ifPresent(issuers::add);
        }
        return issuers;
    }

    /** Medical record numbers before others, what is no longer used last. */
    private int rank(Identifier identifier) {
        if (identifier.getUse() == IdentifierUse.OLD || identifier.getUse() == IdentifierUse.TEMP) {
            return 3;
        }
        if (issuerSystems.containsValue(String.valueOf(identifier.getSystem()))) {
            return 0;
        }
        return identifier.getType().hasCoding(IDENTIFIER_TYPES, "MR") ? 1 : 2;
    }
}
