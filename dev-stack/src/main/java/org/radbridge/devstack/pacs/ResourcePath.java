package org.radbridge.devstack.pacs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.radbridge.dicom.data.Tag;

/**
 * A DICOMweb resource, PS3.18 §8.2 and §10.
 *
 * @param level what a search looks for
 * @param uids UIDs that the path fixes, by tag
 */
record ResourcePath(Kind kind, QueryLevel level, Map<Integer, String> uids) {

    /** What a GET of it asks for. */
    enum Kind {
        SEARCH,
        OBJECTS,
        METADATA,
        UNKNOWN
    }

    private static final ResourcePath NOTHING =
            new ResourcePath(Kind.UNKNOWN, QueryLevel.STUDY, Map.of());

    /** Where a STOW-RS request goes: all studies, or one study. */
    boolean isStore() {
        boolean allStudies = kind == Kind.SEARCH && level == QueryLevel.STUDY && uids.isEmpty();
        boolean oneStudy = kind == Kind.OBJECTS && level == QueryLevel.STUDY;
        return allStudies || oneStudy;
    }

    /**
     * Reads what comes after the base, for example {@code studies/1.2/series/1.3/metadata}. A
     * collection name without UID is a search.
     */
    static ResourcePath parse(String path) {
        Map<Integer, String> uids = new LinkedHashMap<>();
        QueryLevel level = QueryLevel.STUDY;
        List<String> segments = List.of(path.split("/"));
        for (int i = 0; i < segments.size(); i += 2) {
            String name = segments.get(i);
            boolean last = i == segments.size() - 1;
            if (name.equals("metadata") && last && i > 0) {
                return new ResourcePath(Kind.METADATA, level, uids);
            }
            QueryLevel named =
                    switch (name) {
                        case "studies" -> QueryLevel.STUDY;
                        case "series" -> QueryLevel.SERIES;
                        case "instances" -> QueryLevel.INSTANCE;
                        default -> null;
                    };
            if (named == null || (i > 0 && named.ordinal() <= level.ordinal())) {
                return NOTHING;
            }
            level = named;
            if (last) {
                return new ResourcePath(Kind.SEARCH, level, uids);
            }
            uids.put(key(level), segments.get(i + 1));
        }
        return new ResourcePath(Kind.OBJECTS, level, uids);
    }

    private static int key(QueryLevel level) {
        return switch (level) {
            case STUDY -> Tag.StudyInstanceUID;
            case SERIES -> Tag.SeriesInstanceUID;
            case INSTANCE -> Tag.SOPInstanceUID;
        };
    }
}
