package org.radbridge.fhirmapper.rules;

import org.hl7.fhir.r4.model.Coding;

/** A code of the site's own choice. */
public record SiteCode(String system, String code, String display) {
    public SiteCode {
        Rule.required("system", system);
        Rule.required("code", code);
        Rule.required("display", display);
    }

    /** As FHIR has it. */
    public Coding coding() {
        return new Coding(system, code, display);
    }
}
