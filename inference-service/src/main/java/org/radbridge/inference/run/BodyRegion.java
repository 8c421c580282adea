package org.radbridge.inference.run;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.CodedConcept;

/**
 * The SNOMED CT concept of a Body Part Examined value, as the correspondence of PS3.16 annex L has
 * it, for the regions that the cards name.
 */
final class BodyRegion {
    private static final String SNOMED_CT = "http://snomed.info/sct";
    private static final Map<String, CodedConcept> BY_BODY_PART =
            Map.of(
                    "CHEST", new CodedConcept(SNOMED_CT, "51185008", "Chest"),
                    "HEAD", new CodedConcept(SNOMED_CT, "69536005", "Head"));

    private BodyRegion() {}

    /** What a model looks at; null unless its card names exactly one region known here. */
    static @Nullable CodedConcept of(List<String> bodyParts) {
        return bodyParts.size() == 1 ? BY_BODY_PART.get(bodyParts.getFirst()) : null;
    }
}
