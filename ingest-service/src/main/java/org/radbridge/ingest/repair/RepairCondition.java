package org.radbridge.ingest.repair;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.InvalidValueException;

/**
 * What must hold for a rule to apply: one of the patterns fits. {@code *} stands for any text,
 * upper and lower case are one.
 *
 * @param tag the attribute; null for the calling AE title
 * @param patterns any of them
 */
record RepairCondition(@Nullable Integer tag, List<Pattern> patterns) {

    static RepairCondition of(@Nullable Integer tag, List<String> patterns) {
        return new RepairCondition(tag, patterns.stream().map(RepairCondition::pattern).toList());
    }

    private static Pattern pattern(String text) {
        String expression =
                Stream.of(text.split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*"));
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    boolean holds(@Nullable String callingAe, DataSet dataSet) {
        String value = tag == null ? callingAe : text(dataSet, tag);
        return value != null
                && patterns.stream().anyMatch(pattern -> pattern.matcher(value).matches());
    }

    private static @Nullable String text(DataSet dataSet, int tag) {
        try {
            return dataSet.string(tag).orElse(null);
        } catch (InvalidValueException notText) {
            return null;
        }
    }
}
