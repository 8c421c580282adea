package org.radbridge.contracts;

/**
 * A code with its system and display.
 *
 * @param system the code system's URI, for example {@code http://snomed.info/sct}
 * @param code the code
 * @param display the code system's text for it
 */
public record CodedConcept(String system, String code, String display) {
    public CodedConcept {
        Required.text("system", system);
        Required.text("code", code);
        Required.text("display", display);
    }
}
