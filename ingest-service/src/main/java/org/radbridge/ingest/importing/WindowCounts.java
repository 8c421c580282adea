package org.radbridge.ingest.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of some files.
 *
 * @param notNow why the job has to wait; then the counts are not noted
 */
record WindowCounts(
        long stored,
        long duplicate,
        long skipped,
        long quarantined,
        List<ImportError> errors,
        Optional<String> notNow) {

    static WindowCounts of(List<FileResult> results) {
        long stored = 0;
        long duplicate = 0;
        long skipped = 0;
        long quarantined = 0;
        List<ImportError> errors = new ArrayList<>();
        Optional<String> notNow = Optional.empty();
        for (FileResult result : results) {
            switch (result) {
                case FileResult.Stored() -> stored++;
                case FileResult.Duplicate() -> duplicate++;
                case FileResult.Skipped() -> skipped++;
                case FileResult.Refused(ImportError error, boolean kept) -> {
                    errors.add(error);
                    quarantined += kept ? 1 : 0;
                }
                case FileResult.NotNow(String reason) -> notNow = Optional.of(reason);
            }
        }
        return new WindowCounts(stored, duplicate, skipped, quarantined, errors, notNow);
    }

    /** Errors alone. */
    static WindowCounts ofErrors(List<ImportError> errors) {
        return new WindowCounts(0, 0, 0, 0, errors, Optional.empty());
    }
}
