package org.radbridge.contracts;

import java.util.List;
import java.util.Objects;
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
 * @param measurements what was measured of it; empty when nothing could be, and in events of before
 *     measurements were told
 */
public record Finding(
        String label,
        String display,
        List<CodedConcept> codes,
        double confidence,
        double threshold,
        boolean present,
        Urgency urgency,
        @Nullable Evidence evidence,
        @Nullable List<Measurement> measurements) {
    public Finding {
        Required.text("label", label);
        Required.text("display", display);
        codes = List.copyOf(Required.value("codes", codes));
        Required.probability("confidence", confidence);
        Required.probability("threshold", threshold);
        Required.value("urgency", urgency);
        measurements = measurements == null ? List.of() : List.copyOf(measurements);
    }

    /** What was measured of it; never null. */
    @Override
    public List<Measurement> measurements() {
        return Objects.requireNonNullElse(measurements, List.of());
    }
}
