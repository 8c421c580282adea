package org.radbridge.fhirmapper.mapping;

import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;

/**
 * Which profile of ours the resources of a result claim, by their type. They claim it in {@code
 * meta.profile}, by which whoever writes or validates them judges them too.
 */
public final class Profiles {
    private static final String BASE = "https://radbridge.org/fhir/StructureDefinition/";

    private static final Map<String, String> BY_TYPE =
            Map.of("Observation", BASE + "ai-finding", "DiagnosticReport", BASE + "ai-report");

    private Profiles() {}

    /** The canonical URL of the profile for a type; empty where R4 is all there is to say. */
    public static Optional<String> of(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    /** Whether a profile is one of ours, which other servers do not know. */
    public static boolean isOurs(String url) {
        return url.startsWith(BASE);
    }

    /** Has a resource claim the profile of its type. */
    static void claim(Resource resource) {
        of(resource.fhirType()).ifPresent(resource.getMeta()::addProfile);
    }
}
