package org.radbridge.fhirmapper.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * Where a value stands in a resource's JSON.
 *
 * @param parent the name under which its object stands; empty for the resource itself
 * @param owner its object
 * @param name its own name
 */
record Place(String parent, JsonNode owner, String name) {
    private static final Set<String> TIMES =
            Set.of(
                    "authored",
                    "authoredOn",
                    "birthDate",
                    "date",
                    "end",
                    "issued",
                    "lastUpdated",
                    "received",
                    "recorded",
                    "sent",
                    "start",
                    "started",
                    "valueDate",
                    "valueInstant");

    /** Whether it is a date, an instant or one of R4's choices of a dateTime. */
    boolean holdsTime() {
        return TIMES.contains(name) || name.endsWith("DateTime") || name.endsWith("Date");
    }

    boolean isResourceId() {
        return parent.isEmpty() && name.equals("id");
    }

    boolean isReference() {
        return name.equals("reference");
    }

    boolean isIdentifierValue() {
        return parent.equals("identifier") && name.equals("value");
    }

    boolean isTelecomValue() {
        return parent.equals("telecom") && name.equals("value");
    }

    /** Whether it is the text that goes with a reference; that of a code has to be the code's. */
    boolean isDisplayOfReference() {
        return name.equals("display")
                && (owner.has("reference") || owner.has("identifier"))
                && !owner.has("code");
    }
}
