package org.radbridge.fhirmapper.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;

/** One rule of a file: what it is about, and when it is asked. */
public interface Rule {

    /** Its name, which provenance keeps. */
    String id();

    /** From which standing of the report on it is asked. */
    Standing from();

    /** Which findings it is about. */
    FindingFilter filter();

    /** The findings of a result that it covers as the report stands, in their rank. */
    default List<StatedFinding> covered(StudyResult result) {
        return from().reachedBy(result.review())
                ? StatedFinding.of(result).stream().filter(filter()::covers).toList()
                : List.of();
    }

    /** Holds a rule's name against what names look like. */
    static void requireId(@Nullable String id) {
        if (id == null || !id.matches("[a-z0-9-]{1,60}")) {
            throw new IllegalArgumentException(
                    "a rule's id is of small letters, digits and dashes: " + id);
        }
    }

    /** Holds a text that a rule cannot do without. */
    static void required(String what, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(what + " is missing");
        }
    }
}
