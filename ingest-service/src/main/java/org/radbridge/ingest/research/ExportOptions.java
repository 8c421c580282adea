package org.radbridge.ingest.research;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.radbridge.dicom.deidentify.DeidentificationOptions;
import org.radbridge.dicom.deidentify.ProfileOption;
import org.radbridge.kit.failure.RadbridgeException;

/** The options of an export, by their names. */
final class ExportOptions {
    private ExportOptions() {}

    static DeidentificationOptions of(List<String> names, ResearchConfig config) {
        EnumSet<ProfileOption> options = EnumSet.of(ProfileOption.CLEAN_PIXEL_DATA);
        try {
            names.forEach(name -> options.add(ProfileOption.valueOf(name)));
            return new DeidentificationOptions(
                    options, Set.of(), Set.copyOf(config.safeWords().orElse(List.of())));
        } catch (IllegalArgumentException unknown) {
            throw new RadbridgeException(
                    ResearchFailure.EXPORT_INVALID,
                    "options: names of profile options, and one kind of dates at most");
        }
    }
}
