package org.radbridge.dicom.deidentify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Table E.1-1 of PS3.15 with a choice of options: which action for which attribute. Where several
 * chosen options name an attribute, the first of {@link ProfileOption} wins.
 */
final class ConfidentialityProfile {
    /** The columns of the facts file after the basic profile. */
    private static final List<ProfileOption> COLUMNS =
            List.of(
                    ProfileOption.RETAIN_UIDS,
                    ProfileOption.RETAIN_DEVICE_IDENTITY,
                    ProfileOption.RETAIN_INSTITUTION_IDENTITY,
                    ProfileOption.RETAIN_PATIENT_CHARACTERISTICS,
                    ProfileOption.RETAIN_FULL_DATES,
                    ProfileOption.RETAIN_MODIFIED_DATES,
                    ProfileOption.CLEAN_DESCRIPTORS,
                    ProfileOption.CLEAN_STRUCTURED_CONTENT,
                    ProfileOption.CLEAN_GRAPHICS);

    /** Without any option. */
    static final ConfidentialityProfile BASIC = new ConfidentialityProfile(Set.of());

    private record Repeating(int mask, int bits, Rule rule) {}

    /**
     * What becomes of an attribute.
     *
     * @param option the option that says so; empty for the basic profile
     */
    record Rule(Action action, Optional<ProfileOption> option) {}

    private final Map<Integer, Rule> rules = new HashMap<>(1024);
    private final List<Repeating> repeating = new ArrayList<>();

    ConfidentialityProfile(Set<ProfileOption> options) {
        for (String chunk : ProfileFacts.ATTRIBUTES) {
            chunk.lines().forEach(line -> add(line.split("\t", -1), options));
        }
    }

    private void add(String[] cells, Set<ProfileOption> options) {
        Rule rule = new Rule(Action.parse(cells[1]), Optional.empty());
        for (int column = 0; column < COLUMNS.size(); column++) {
            ProfileOption option = COLUMNS.get(column);
            String action = column + 2 < cells.length ? cells[column + 2] : "";
            if (!action.isEmpty() && options.contains(option)) {
                rule = new Rule(Action.parse(action), Optional.of(option));
                break;
            }
        }
        int tag = Integer.parseUnsignedInt(cells[0].replace('x', '0'), 16);
        if (cells[0].indexOf('x') < 0) {
            rules.put(tag, rule);
        } else {
            String mask = cells[0].replaceAll("[^x]", "F").replace('x', '0');
            repeating.add(new Repeating(Integer.parseUnsignedInt(mask, 16), tag, rule));
        }
    }

    /** The rule of a public attribute; empty for one that table E.1-1 does not name. */
    Optional<Rule> rule(int tag) {
        Rule rule = rules.get(tag);
        if (rule != null) {
            return Optional.of(rule);
        }
        return repeating.stream()
                .filter(candidate -> (tag & candidate.mask()) == candidate.bits())
                .map(Repeating::rule)
                .findFirst();
    }

    /** How many attributes the table names. */
    int size() {
        return rules.size() + repeating.size();
    }
}
