package org.radbridge.fhirmapper.terminology.audit;

import java.util.List;

/**
 * What our findings would meet in a record's dictionary.
 *
 * @param entries how many entries the dictionary has
 * @param resolved how many of our findings have one entry that is theirs
 * @param ambiguous how many have several, or one that may be another's
 * @param missing how many have none
 * @param findings one line per finding
 * @param faults entries whose codes cannot be
 */
public record AuditReport(
        int entries,
        long resolved,
        long ambiguous,
        long missing,
        List<Line> findings,
        List<Fault> faults) {

    /** What became of a finding. */
    public enum Verdict {
        RESOLVED,
        AMBIGUOUS,
        MISSING
    }

    /**
     * A finding.
     *
     * @param finding our name for it
     * @param display its words
     * @param entries the record's codes that may be meant
     * @param why by what they were found, or what is in doubt
     */
    public record Line(
            String finding, String display, Verdict verdict, List<String> entries, String why) {}

    /** An entry with a code that cannot be. */
    public record Fault(int line, String code, String text) {}
}
