package org.radbridge.dicom.deidentify;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is done beyond the Basic Profile.
 *
 * @param options chosen options; both kinds of dates together are a contradiction
 * @param safePrivate kept with {@link ProfileOption#RETAIN_SAFE_PRIVATE}
 * @param safeWords lower case; a descriptor all of whose words are among them is kept with {@link
 *     ProfileOption#CLEAN_DESCRIPTORS}
 */
public record DeidentificationOptions(
        Set<ProfileOption> options, Set<SafePrivateAttribute> safePrivate, Set<String> safeWords) {

    /** The Basic Profile alone. */
    public static final DeidentificationOptions BASIC =
            new DeidentificationOptions(Set.of(), Set.of(), Set.of());

    public DeidentificationOptions {
        boolean bothDates =
                options.contains(ProfileOption.RETAIN_FULL_DATES)
                        && options.contains(ProfileOption.RETAIN_MODIFIED_DATES);
        if (bothDates) {
            throw new IllegalArgumentException("dates are either full or modified");
        }
        options = Set.copyOf(options);
        safePrivate = Set.copyOf(safePrivate);
        safeWords =
                safeWords.stream()
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** With these options, and no lists. */
    public static DeidentificationOptions of(ProfileOption... options) {
        Set<ProfileOption> chosen = EnumSet.noneOf(ProfileOption.class);
        chosen.addAll(Set.of(options));
        return new DeidentificationOptions(chosen, Set.of(), Set.of());
    }

    boolean has(ProfileOption option) {
        return options.contains(option);
    }
}
