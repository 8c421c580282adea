package org.radbridge.devstack.inference;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model of the repository with its versions.
 *
 * @param reason why the model has no versions; empty when it has some
 */
record ServedModel(String name, SortedMap<Long, Version> versions, String reason) {

    /** One version and whether it can be asked. */
    sealed interface Version {
        record Ready(OnnxModel model) implements Version {}

        record Unavailable(String reason) implements Version {}
    }

    ServedModel {
        versions = new TreeMap<>(versions);
    }

    /** The highest version that can be asked, which is what an empty version in a request means. */
    Optional<Map.Entry<Long, OnnxModel>> latest() {
        Optional<Map.Entry<Long, OnnxModel>> latest = Optional.empty();
        for (var version : versions.entrySet()) {
            if (version.getValue() instanceof Version.Ready(OnnxModel model)) {
                latest = Optional.of(Map.entry(version.getKey(), model));
            }
        }
        return latest;
    }

    boolean ready() {
        return !versions.isEmpty()
                && versions.values().stream().allMatch(Version.Ready.class::isInstance);
    }
}
