package org.radbridge.fhirmapper.terminology;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a code can be one of its code system: by its form and check digit, and by the list of the
 * system's codes where the site has given one. The licensed releases themselves are not shipped.
 */
public final class CodeSystemCheck {
    public static final String SNOMED_CT = "http://snomed.info/sct";
    public static final String LOINC = "http://loinc.org";
    public static final String RADLEX = "http://radlex.org";

    private static final Pattern SCTID = Pattern.compile("[1-9]\\d{5,17}");
    private static final Pattern LOINC_CODE = Pattern.compile("(\\d{1,7})-(\\d)");
    private static final Pattern LOINC_PART = Pattern.compile("L[PLAG]\\d+-\\d");
    private static final Pattern RID = Pattern.compile("RID\\d{1,7}");

    /** The partition of an SCTID that says: a concept. */
    private static final Set<String> CONCEPT_PARTITIONS = Set.of("00", "10");

    private final Map<String, Set<String>> members;

    /**
     * @param members the codes of each code system of which the site has a list
     */
    public CodeSystemCheck(Map<String, Set<String>> members) {
        this.members = Map.copyOf(members);
    }

    /** What is wrong with a code; empty when nothing can be said against it. */
    public Optional<String> fault(String system, String code) {
        return form(system, code).or(() -> membership(system, code));
    }

    /** Whether a list of the system's codes was there to look the code up in. */
    public boolean hasMembers(String system) {
        return members.containsKey(system);
    }

    private Optional<String> membership(String system, String code) {
        Set<String> known = members.get(system);
        return known == null || known.contains(code)
                ? Optional.empty()
                : Optional.of(code + " is not in the site's list of " + system);
    }

    private static Optional<String> form(String system, String code) {
        return switch (system) {
            case SNOMED_CT -> snomed(code);
            case LOINC -> loinc(code);
            case RADLEX ->
                    RID.matcher(code).matches()
                            ? Optional.empty()
                            : Optional.of(code + " is no RadLex id");
            default -> Optional.empty();
        };
    }

    private static Optional<String> snomed(String code) {
        if (!SCTID.matcher(code).matches()) {
            return Optional.of(code + " is no SNOMED CT id");
        }
        if (!CheckDigits.verhoeff(code)) {
            return Optional.of(code + " fails SNOMED CT's check digit");
        }
        String partition = code.substring(code.length() - 3, code.length() - 1);
        return CONCEPT_PARTITIONS.contains(partition)
                ? Optional.empty()
                : Optional.of(code + " is a SNOMED CT description or relationship, no concept");
    }

    private static Optional<String> loinc(String code) {
        if (LOINC_PART.matcher(code).matches()) {
            return Optional.of(code + " is a LOINC part, list or answer, no observation code");
        }
        Matcher matcher = LOINC_CODE.matcher(code);
        if (!matcher.matches()) {
            return Optional.of(code + " is no LOINC code");
        }
        return CheckDigits.modTen(matcher.group(1), matcher.group(2).charAt(0))
                ? Optional.empty()
                : Optional.of(code + " fails LOINC's check digit");
    }
}
