package org.radbridge.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model says of one label.
 *
 * @param label the model's own name for it
 * @param display the text a person reads
 * @param codes SNOMED CT and RadLex codes; empty where none is established
 * @param confidence the model's probability, 0 to 1
 * @param threshold from which confidence on the finding counts as present
 * @param present whether it is present
 * @param urgency how soon somebody has to act when it is present
 * @param evidence where it was seen; null when absent
 */
public record Finding(
        String label,
        String display,
        List<CodedConcept> codes,
        double confidence,
        double threshold,
        boolean present,
        Urgency urgency,
        @Nullable Evidence evidence) {
    public Finding {
        Required.text("label", label);
        Required.text("display", display);
        codes = List.copyOf(Required.value("codes", codes));
        Required.probability("confidence", confidence);
        Required.probability("threshold", threshold);
        Required.value("urgency", urgency);
    }
}
