package org.radbridge.fhirmapper.interaction;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Resource;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.ResultState;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.resource.LabelledResource;
import org.radbridge.fhirmapper.search.IndexEntry;
import org.radbridge.fhirmapper.search.ResourceParameters;
import org.radbridge.fhirmapper.search.SearchParameters;

/**
 * What the access policy needs to know of a resource that a client writes: whose record it belongs
 * to, which its {@code patient} or {@code subject} search parameter tells, and whether it is a
 * result that is not final.
 */
final class Labelling {
    private static final Set<String> RESULTS = Set.of("DiagnosticReport", "Observation");
    private static final Set<String> UNSIGNED = Set.of("registered", "partial", "preliminary");

    private final PatientIdentities identities;

    Labelling(PatientIdentities identities) {
        this.identities = identities;
    }

    /**
     * The resource with its labels. It belongs to no study's result: those are written by Radbridge
     * itself.
     *
     * @param ordinal that of what is there, at least 1: what a client wrote is not overwritten by
     *     what DICOM headers say
     */
    LabelledResource label(Resource resource, int ordinal) {
        return new LabelledResource(
                resource,
                state(resource),
                true,
                Urgency.ROUTINE,
                patient(resource).orElse(null),
                null,
                Math.max(1, ordinal));
    }

    private static ResultState state(Resource resource) {
        if (!RESULTS.contains(resource.fhirType())) {
            return ResultState.SIGNED;
        }
        Base status = resource.getChildValueByName("status");
        return status != null && UNSIGNED.contains(String.valueOf(status.primitiveValue()))
                ? ResultState.UNSIGNED
                : ResultState.SIGNED;
    }

    private Optional<String> patient(Resource resource) {
        if (resource.fhirType().equals("Patient")) {
            return Optional.of(resource.getIdElement().getIdPart());
        }
        ResourceParameters parameters = SearchParameters.of(resource.fhirType()).orElseThrow();
        return Stream.of("patient", "subject")
                .flatMap(name -> parameters.parameter(name).stream())
                .flatMap(parameter -> parameter.entries().apply(resource))
                .flatMap(entry -> patient(entry).stream())
                .findFirst();
    }

    /** Of a literal reference, or of the identifier that stands for one. */
    private Optional<String> patient(IndexEntry entry) {
        return switch (entry) {
            case IndexEntry.Link link when link.targetType().equals("Patient") ->
                    Optional.of(link.targetId());
            case IndexEntry.Token token when token.parameter().endsWith(":identifier") ->
                    identities
                            .of(new Identifier().setSystem(token.system()).setValue(token.code()))
                            .findFirst()
                            .map(PatientIdentifier::key);
            default -> Optional.empty();
        };
    }
}
