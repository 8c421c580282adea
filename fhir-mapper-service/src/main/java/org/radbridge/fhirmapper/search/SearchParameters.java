package org.radbridge.fhirmapper.search;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every resource type that is kept here, with its search parameters: those of R4, those that IHE
 * IMR asks of a responder, and a few of our own (urgency, about, topic).
 */
public final class SearchParameters {
    /**
     * Grows with every change of what is indexed: rows that an earlier edition wrote are indexed
     * anew at the next start.
     */
    public static final int EDITION = 2;

    private static final Map<String, ResourceParameters> TYPES =
            List.of(
                            PeopleParameters.patient(),
                            ImagingParameters.imagingStudy(),
                            ImagingParameters.endpoint(),
                            ImagingParameters.device(),
                            ResultParameters.observation(),
                            ResultParameters.diagnosticReport(),
                            ResultParameters.condition(),
                            RecordParameters.provenance(),
                            WorkflowParameters.task(),
                            WorkflowParameters.communication(),
                            WorkflowParameters.serviceRequest(),
                            WorkflowParameters.encounter(),
                            WorkflowParameters.subscription(),
                            PeopleParameters.practitioner(),
                            PeopleParameters.practitionerRole(),
                            PeopleParameters.organization(),
                            PeopleParameters.location(),
                            PeopleParameters.group(),
                            RecordParameters.documentReference(),
                            RecordParameters.consent(),
                            RecordParameters.auditEvent())
                    .stream()
                    .collect(
                            toMap(
                                    ResourceParameters::type,
                                    identity(),
                                    (a, _) -> a,
                                    LinkedHashMap::new));

    private SearchParameters() {}

    /** The types in the order in which they are documented. */
    public static List<ResourceParameters> types() {
        return List.copyOf(TYPES.values());
    }

    public static Optional<ResourceParameters> of(String type) {
        return Optional.ofNullable(TYPES.get(type));
    }

    /** The types kept here to which a reference may lead. */
    public static List<ResourceParameters> targets(SearchParameter reference) {
        return TYPES.values().stream().filter(type -> mayLeadTo(reference, type.type())).toList();
    }

    /** Whether a reference may lead to a type, kept here or not. */
    static boolean mayLeadTo(SearchParameter reference, String type) {
        return reference.targets().contains(type)
                || reference.targets().contains(ResourceParameters.ANY) && TYPES.containsKey(type);
    }
}
