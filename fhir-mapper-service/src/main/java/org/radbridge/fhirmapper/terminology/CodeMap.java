package org.radbridge.fhirmapper.terminology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A concept map, looked up from either side. */
public final class CodeMap {
    private record Key(String system, String code) {
        static Key of(Code code) {
            return new Key(code.system(), code.code());
        }
    }

    private final String url;
    private final List<MapEntry> entries;
    private final Map<Key, List<MapEntry>> bySource = new HashMap<>();
    private final Map<Key, List<MapEntry>> byTarget = new HashMap<>();

    /**
     * @param url the canonical URL of the map
     */
    public CodeMap(String url, List<MapEntry> entries) {
        this.url = url;
        this.entries = List.copyOf(entries);
        for (MapEntry entry : entries) {
            bySource.computeIfAbsent(Key.of(entry.source()), _ -> new ArrayList<>()).add(entry);
            byTarget.computeIfAbsent(Key.of(entry.target()), _ -> new ArrayList<>())
                    .add(entry.reversed());
        }
    }

    public String url() {
        return url;
    }

    public List<MapEntry> entries() {
        return entries;
    }

    /**
     * What a code stands for; with {@code reverse}, what stands for it. The entries' targets are
     * the answers.
     */
    public List<MapEntry> translate(String system, String code, boolean reverse) {
        return (reverse ? byTarget : bySource).getOrDefault(new Key(system, code), List.of());
    }
}
