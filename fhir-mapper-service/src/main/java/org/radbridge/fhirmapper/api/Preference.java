package org.radbridge.fhirmapper.api;

import java.util.List;
import java.util.Locale;

/** What a client wants back of what it wrote: {@code Prefer: return=…} (R4 http, 3.1.0.1.8). */
enum Preference {
    REPRESENTATION,
    MINIMAL,
    OUTCOME;

    /**
     * @param prefer the values of the header
     * @param otherwise when it says nothing of this
     */
    static Preference of(List<String> prefer, Preference otherwise) {
        String all = String.join(",", prefer).toLowerCase(Locale.ROOT).replace(" ", "");
        if (all.contains("return=minimal")) {
            return MINIMAL;
        }
        if (all.contains("return=operationoutcome")) {
            return OUTCOME;
        }
        return all.contains("return=representation") ? REPRESENTATION : otherwise;
    }
}
