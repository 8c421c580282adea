package org.radbridge.devstack.inference;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which of a model's version folders are served; the default is the latest one. */
sealed interface VersionPolicy {

    record Latest(long count) implements VersionPolicy {}

    record All() implements VersionPolicy {}

    record Specific(List<Long> versions) implements VersionPolicy {}

    /** The versions to serve among those that have a folder, lowest first. */
    default List<Long> choose(List<Long> present) {
        List<Long> sorted = present.stream().sorted().toList();
        return switch (this) {
            case All() -> sorted;
            case Latest(long count) ->
                    sorted.stream()
                            .sorted(Comparator.reverseOrder())
                            .limit(count)
                            .sorted()
                            .toList();
            case Specific(List<Long> wanted) -> sorted.stream().filter(wanted::contains).toList();
        };
    }

    static VersionPolicy read(Optional<TextMessage> text) throws ConfigException {
        if (text.isEmpty() || text.get().names().isEmpty()) {
            return new Latest(1);
        }
        TextMessage policy = text.get();
        if (policy.names().size() > 1) {
            throw new ConfigException("version_policy takes one of latest, all, specific");
        }
        Optional<TextMessage> latest = policy.message("latest");
        if (latest.isPresent()) {
            return new Latest(Math.max(1, latest.get().number("num_versions", 1)));
        }
        Optional<TextMessage> specific = policy.message("specific");
        if (specific.isPresent()) {
            return new Specific(specific.get().numbers("versions"));
        }
        if (policy.message("all").isPresent()) {
            return new All();
        }
        throw new ConfigException(
                "version_policy takes one of latest, all, specific, not " + policy.names());
    }
}
