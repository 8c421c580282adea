package org.radbridge.fhirmapper.mapping;

import java.util.Map;
import org.hl7.fhir.r4.model.Coding;

/** Body Part Examined (0018,0015) in SNOMED CT, for the terms of PS3.16 Annex L that we meet. */
final class BodyParts {
    private static final Map<String, Coding> CODES =
            Map.of(
                    "CHEST", snomed("51185008", "Chest"),
                    "HEAD", snomed("69536005", "Head"),
                    "BRAIN", snomed("12738006", "Brain"),
                    "NECK", snomed("45048000", "Neck"),
                    "HEART", snomed("80891009", "Heart"));

    private BodyParts() {}

    /** The code of a term; the term alone as text when we know no code for it. */
    static Coding coding(String bodyPartExamined) {
        Coding known = CODES.get(bodyPartExamined);
        return known == null ? new Coding().setDisplay(bodyPartExamined) : known.copy();
    }

    private static Coding snomed(String code, String display) {
        return new Coding(CodeSystems.SNOMED_CT, code, display);
    }
}
