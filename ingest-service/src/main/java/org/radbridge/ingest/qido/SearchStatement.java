package org.radbridge.ingest.qido;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.Tag;
import org.radbridge.ingest.dicomweb.DicomWebFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * A search as SQL: first the page's studies, or the row ids of its series or instances, with every
 * condition and the caller's scope; then, for those rows only, what the results tell. Instances of
 * one study are found and told in one go.
 */
final class SearchStatement {
    private static final int COUNTED_REMAINDER = 1000;

    private static final String STUDY_ORDER =
            "s.study_date DESC NULLS LAST, s.study_time DESC NULLS LAST, s.id DESC";
    private static final String SERIES_ORDER = "e.series_number NULLS LAST, e.id";
    private static final String INSTANCE_ORDER = "i.instance_number NULLS LAST, i.instance_id";

    private static final String STUDY_COLUMNS =
            """
            s.study_instance_uid, s.study_date, s.study_time, s.accession_number, s.referring_physician, s.study_id,
            s.description AS study_description, p.name, p.value AS patient_id, p.issuer, p.birth_date, p.sex,
            coalesce(m.modalities, '{}') AS modalities, coalesce(m.series, 0) AS study_series, s.instances AS study_instances
            """;

    private static final String PATIENT_OF_STUDY = "JOIN patient p ON p.id = s.patient_id\n";

    /** The series of all studies of the page are looked up together. */
    private static final String SERIES_OF_STUDY =
            """
            LEFT JOIN (SELECT x.study_id AS study, array_agg(DISTINCT x.modality ORDER BY x.modality) AS modalities,
                count(*) AS series FROM series x WHERE x.study_id = ANY(ARRAY(SELECT study FROM page)) GROUP BY x.study_id)
                AS m ON m.study = s.id
            """;

    private static final String SERIES_COLUMNS =
            """
            e.series_instance_uid, e.modality, e.series_number, e.description AS series_description, e.body_part,
            e.protocol, e.station,
            e.instances AS series_instances
            """;

    // When its instances were stored: only these months' partitions are looked into.
    private static final String OF_SERIES =
            " AND i.stored_at BETWEEN e.first_stored_at AND e.last_stored_at";
    private static final String X_OF_SERIES =
            " AND x.stored_at BETWEEN e.first_stored_at AND e.last_stored_at";
    static final String X_OF_STUDY =
            " AND x.stored_at BETWEEN s.first_stored_at AND s.last_stored_at";

    private static final String INSTANCE_COLUMNS =
            "i.sop_instance_uid, i.sop_class_uid, i.transfer_syntax_uid, i.instance_number, i.metadata";

    private final SearchRequest request;
    private final Parameters parameters = new Parameters();
    private final Map<Level, List<String>> conditions = new EnumMap<>(Level.class);
    private final boolean mayBeSlow;
    private boolean ofPatient;
    private final String where;

    SearchStatement(SearchRequest request) {
        this.request = request;
        scope();
        List<Key> withoutColumn = columns();
        @Nullable String path = MetadataCondition.of(withoutColumn);
        if (path != null) {
            on(Level.INSTANCE)
                    .add(
                            "jsonb_path_exists(instance_attributes(i.metadata), "
                                    + parameters.add(path)
                                    + "::text::jsonpath, '{}', true)");
        }
        mayBeSlow = path != null || request.level() == Level.INSTANCE && request.study() == null;
        where = where();
    }

    private List<String> on(Level level) {
        return conditions.computeIfAbsent(level, _ -> new ArrayList<>());
    }

    private void scope() {
        if (request.onlyPatient() != null) {
            ofPatient = true;
            on(Level.STUDY).add("p.key = " + parameters.add(request.onlyPatient()) + "::uuid");
        }
        if (request.study() != null) {
            on(Level.STUDY).add("s.study_instance_uid = " + parameters.add(request.study()));
        }
        if (request.series() != null) {
            on(Level.SERIES).add("e.series_instance_uid = " + parameters.add(request.series()));
        }
    }

    /** Keys that have no column are left. */
    private List<Key> columns() {
        ColumnCondition columns = new ColumnCondition(parameters, request.fuzzy());
        List<Key> left = new ArrayList<>();
        for (Key key : request.keys()) {
            Optional<IndexedAttribute> attribute = IndexedAttribute.of(key.attribute());
            if (attribute.isEmpty()) {
                requireMatchable(key);
                left.add(key);
                continue;
            }
            String condition = columns.of(attribute.get(), key.condition());
            if (condition != null) {
                ofPatient |= attribute.get().isOfPatient();
                on(attribute.get().level()).add(condition);
            }
        }
        return left;
    }

    private static void requireMatchable(Key key) {
        boolean counted =
                switch (key.attribute().first()) {
                    case Tag.NumberOfPatientRelatedStudies,
                            Tag.NumberOfPatientRelatedSeries,
                            Tag.NumberOfPatientRelatedInstances,
                            Tag.NumberOfStudyRelatedSeries,
                            Tag.NumberOfStudyRelatedInstances,
                            Tag.NumberOfSeriesRelatedInstances ->
                            true;
                    default -> false;
                };
        if (counted && !(key.condition() instanceof Condition.Universal)) {
            throw new RadbridgeException(
                    DicomWebFailure.INVALID_QUERY,
                    key.attribute() + " is counted for the results, and cannot be matched");
        }
    }

    // --- which rows

    private String where() {
        List<String> all = new ArrayList<>();
        List<String> below = new ArrayList<>();
        conditions.forEach(
                (level, some) -> (level.isBelow(request.level()) ? below : all).addAll(some));
        if (!below.isEmpty()) {
            all.add("EXISTS (" + lower() + " AND " + String.join(" AND ", below) + ")");
        }
        return all.isEmpty() ? "" : "WHERE " + String.join("\n    AND ", all) + "\n";
    }

    /** Rows below those that are searched for. */
    private String lower() {
        boolean instances = !on(Level.INSTANCE).isEmpty();
        if (request.level() == Level.SERIES) {
            return "SELECT 1 FROM instance i WHERE i.series_id = e.id" + OF_SERIES;
        }
        return instances
                ? "SELECT 1 FROM series e JOIN instance i ON i.series_id = e.id"
                        + OF_SERIES
                        + " WHERE e.study_id = s.id"
                : "SELECT 1 FROM series e WHERE e.study_id = s.id";
    }

    /** Every study has its patient: only conditions need that row to find studies. */
    private String from() {
        String study = "FROM study s\n" + (ofPatient ? PATIENT_OF_STUDY : "");
        return switch (request.level()) {
            case STUDY -> study;
            case SERIES -> study + "JOIN series e ON e.study_id = s.id\n";
            case INSTANCE ->
                    study
                            + "JOIN series e ON e.study_id = s.id\n"
                            + "JOIN instance i ON i.series_id = e.id"
                            + OF_SERIES
                            + "\n";
        };
    }

    /** One study's series and instances in their own order; across studies, the newest first. */
    private String order() {
        return switch (request.level()) {
            case STUDY -> STUDY_ORDER;
            case SERIES -> request.study() != null ? SERIES_ORDER : "e.id DESC";
            case INSTANCE ->
                    request.series() != null
                            ? INSTANCE_ORDER
                            : request.study() != null
                                    ? SERIES_ORDER + ", " + INSTANCE_ORDER
                                    : "i.stored_at DESC, i.instance_id DESC";
        };
    }

    /** The rows of the page in their order, and one more. */
    private String found() {
        return from()
                + where
                + "ORDER BY "
                + order()
                + "\nLIMIT "
                + (request.limit() + 1L)
                + " OFFSET "
                + request.offset();
    }

    // --- what is told of them

    private String page() {
        String ids =
                switch (request.level()) {
                    case STUDY -> "s.id AS study, s.*";
                    case SERIES -> "s.id AS study, e.id AS series";
                    case INSTANCE ->
                            "s.id AS study, e.id AS series, i.stored_at AS at, i.instance_id AS instance";
                };
        return "WITH page AS MATERIALIZED (\nSELECT " + ids + "\n" + found() + ")\n";
    }

    private String told() {
        List<String> columns = new ArrayList<>();
        columns.add("s.study_instance_uid AS of_study");
        if (request.returns(Level.STUDY)) {
            columns.add(STUDY_COLUMNS);
        }
        if (request.asksFor(Tag.SOPClassesInStudy) || request.includeAll()) {
            columns.add(
                    "ARRAY(SELECT DISTINCT x.sop_class_uid FROM instance x WHERE x.study_id = s.id"
                            + X_OF_STUDY
                            + " ORDER BY 1) AS sop_classes");
        }
        if (asksForPatientCounts()) {
            columns.add(
                    """
                    (SELECT count(*) FROM study y WHERE y.patient_id = s.patient_id) AS patient_studies,
                    (SELECT count(*) FROM study y JOIN series x ON x.study_id = y.id WHERE y.patient_id = s.patient_id)
                        AS patient_series,
                    (SELECT sum(y.instances) FROM study y WHERE y.patient_id = s.patient_id) AS patient_instances
                    """);
        }
        if (request.level() != Level.STUDY) {
            columns.add("e.series_instance_uid AS of_series");
        }
        if (request.returns(Level.SERIES)) {
            columns.add(SERIES_COLUMNS);
        }
        columns.add(metadata());
        return String.join(",\n", columns);
    }

    boolean asksForPatientCounts() {
        return request.asksFor(Tag.NumberOfPatientRelatedStudies)
                || request.asksFor(Tag.NumberOfPatientRelatedSeries)
                || request.asksFor(Tag.NumberOfPatientRelatedInstances);
    }

    /** Attributes without column come from the instance itself, or from one of those below. */
    private String metadata() {
        return switch (request.level()) {
            case INSTANCE -> INSTANCE_COLUMNS;
            case SERIES ->
                    "(SELECT x.metadata FROM instance x WHERE x.series_id = e.id"
                            + X_OF_SERIES
                            + " ORDER BY x.instance_number LIMIT 1) AS metadata";
            case STUDY ->
                    Attributes.needMetadata(request)
                            ? "(SELECT x.metadata FROM instance x WHERE x.study_id = s.id"
                                    + X_OF_STUDY
                                    + " ORDER BY x.stored_at LIMIT 1) AS metadata"
                            : "NULL::text AS metadata";
        };
    }

    /** The rows of the results, and one more when there are more. */
    String sql() {
        if (request.level() == Level.INSTANCE && request.study() != null) {
            // one study's instances are few: to find them by their row ids again would cost more
            return "SELECT " + told() + "\n" + found();
        }
        String rows =
                switch (request.level()) {
                    case STUDY -> "FROM page s\n";
                    case SERIES ->
                            "FROM page JOIN study s ON s.id = page.study\n"
                                    + "JOIN series e ON e.id = page.series\n";
                    case INSTANCE ->
                            "FROM page JOIN study s ON s.id = page.study\n"
                                    + "JOIN series e ON e.id = page.series\n"
                                    + "JOIN instance i ON i.stored_at = page.at"
                                    + " AND i.instance_id = page.instance\n";
                };
        String ofStudy = request.returns(Level.STUDY) ? PATIENT_OF_STUDY + SERIES_OF_STUDY : "";
        return page() + "SELECT " + told() + "\n" + rows + ofStudy + "ORDER BY " + order();
    }

    /** How many results come after these, counted up to {@value #COUNTED_REMAINDER} and one. */
    String remainder() {
        return "SELECT count(*) FROM (SELECT 1 "
                + from()
                + where
                + "LIMIT "
                + (COUNTED_REMAINDER + 1)
                + " OFFSET "
                + ((long) request.offset() + request.limit())
                + ") AS more";
    }

    static boolean isCountedOut(long remainder) {
        return remainder > COUNTED_REMAINDER;
    }

    Tuple parameters() {
        return parameters.tuple();
    }

    /** Whether no index bounds the time that the search may take. */
    boolean mayBeSlow() {
        return mayBeSlow;
    }
}
