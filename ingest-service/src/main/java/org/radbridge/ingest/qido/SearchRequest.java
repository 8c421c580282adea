package org.radbridge.ingest.qido;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A search.
 *
 * @param level what is found
 * @param study the study that the path names; null for none
 * @param series the series that the path names; null for none
 * @param onlyPatient the key of the one patient whom the caller may see; null for everybody
 * @param keys what must match
 * @param include attributes to return beside those of the level
 * @param includeAll whether all attributes of the level are returned
 * @param fuzzy whether person names need only sound alike
 * @param limit how many results at most
 * @param offset how many results are passed over
 */
public record SearchRequest(
        Level level,
        @Nullable String study,
        @Nullable String series,
        @Nullable UUID onlyPatient,
        List<Key> keys,
        List<AttributePath> include,
        boolean includeAll,
        boolean fuzzy,
        int limit,
        int offset) {
    public SearchRequest {
        keys = List.copyOf(keys);
        include = List.copyOf(include);
    }

    /**
     * Reads the query parameters.
     *
     * @param parameters decoded names and values, in their order
     * @param mostResults how many results one answer may have
     */
    public static SearchRequest of(
            Level level,
            @Nullable String study,
            @Nullable String series,
            @Nullable UUID onlyPatient,
            List<Map.Entry<String, String>> parameters,
            int mostResults) {
        SearchParameters read = SearchParameters.read(parameters, mostResults);
        return new SearchRequest(
                level,
                study,
                series,
                onlyPatient,
                read.keys(),
                read.include(),
                read.includeAll(),
                read.fuzzy(),
                read.limit(),
                read.offset());
    }

    /**
     * Whether results have the attributes of a level that is not their own (relational queries).
     */
    boolean returns(Level other) {
        return switch (other) {
            case INSTANCE -> level == Level.INSTANCE;
            case SERIES -> level == Level.SERIES || level == Level.INSTANCE && series == null;
            case STUDY -> level == Level.STUDY || study == null;
        };
    }

    /** Whether an attribute was asked for, as a key or by includefield. */
    boolean asksFor(int tag) {
        return include.stream().anyMatch(path -> path.first() == tag)
                || keys.stream().anyMatch(key -> key.attribute().first() == tag);
    }
}
