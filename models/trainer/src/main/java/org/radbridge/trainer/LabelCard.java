package org.radbridge.trainer;

import java.util.Optional;

/**
 * A label as the model card states it.
 *
 * @param name as the data set that coined it
 * @param display the text a person reads
 * @param snomed SNOMED CT code, where one is known
 * @param radlex RadLex code, where one is known
 * @param snomedConfirmed whether the SNOMED CT code has been found outside of somebody's memory
 * @param urgency what this finding alone asks for: critical, urgent or routine
 */
record LabelCard(
        String name,
        String display,
        Optional<String> snomed,
        Optional<String> radlex,
        boolean snomedConfirmed,
        String urgency) {

    static LabelCard of(String name, String display, String snomed, String radlex, String urgency) {
        return new LabelCard(
                name,
                display,
                Optional.of(snomed).filter(code -> !code.isEmpty()),
                Optional.of(radlex).filter(code -> !code.isEmpty()),
                true,
                urgency);
    }

    LabelCard unconfirmed() {
        return new LabelCard(name, display, snomed, radlex, false, urgency);
    }
}
