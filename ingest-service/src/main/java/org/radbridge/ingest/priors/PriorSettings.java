package org.radbridge.ingest.priors;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.radbridge.contracts.Lane;

/**
 * What is looked for, where, and how long a close waits for it.
 *
 * @param years how far back
 * @param most how many priors of a study are given to the models
 * @param urgentBudget how long the close of an urgent study waits for archives
 * @param routineBudget how long that of another study does
 * @param comparable groups of modalities whose images can be compared with each other; one that is
 *     in no group is comparable with itself
 * @param archives where to look besides the own index
 */
record PriorSettings(
        int years,
        int most,
        Duration urgentBudget,
        Duration routineBudget,
        List<Set<String>> comparable,
        List<Archive> archives) {

    /** Another archive. */
    sealed interface Archive {
        /** How it is called in events and logs. */
        String name();

        /** Who issued the Patient IDs in it that come without an issuer. */
        Optional<String> issuer();

        /** One that answers C-FIND and C-MOVE: its title in the registry. */
        record Dimse(String name, Optional<String> issuer, String title) implements Archive {}

        /** One that answers QIDO-RS and WADO-RS. */
        record Web(String name, Optional<String> issuer, URI base) implements Archive {}
    }

    PriorSettings {
        comparable = List.copyOf(comparable);
        archives = List.copyOf(archives);
    }

    Duration budget(Lane lane) {
        return switch (lane) {
            case URGENT -> urgentBudget;
            case ROUTINE -> routineBudget;
        };
    }

    /** The modalities whose images can be compared with those of a study. */
    Set<String> comparableWith(Set<String> modalities) {
        Set<String> all = new HashSet<>(modalities);
        comparable.stream()
                .filter(group -> group.stream().anyMatch(modalities::contains))
                .forEach(all::addAll);
        return Set.copyOf(all);
    }
}
