package org.radbridge.inference.api;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.radbridge.inference.postprocess.ActivationMap;
import org.radbridge.inference.postprocess.HeatMap;
import org.radbridge.inference.preprocess.Placement;
import org.radbridge.inference.preprocess.SourceImage;

/** Reads runs and heat maps. */
@ApplicationScoped
public class RunQueries {
    private static final String RUNS =
            """
            SELECT r.*, (SELECT coalesce(jsonb_agg(jsonb_build_object('label', f.label,
                    'display', f.display, 'codes', f.codes, 'confidence', f.confidence,
                    'threshold', f.threshold, 'present', f.present, 'urgency', f.urgency,
                    'evidence', f.evidence) ORDER BY f.ordinal), '[]')
                FROM inference_finding f WHERE f.run_id = r.id) AS findings
            FROM inference_run r
            """;
    private static final String OF_STUDY =
            RUNS + "WHERE r.study_uid = $1 ORDER BY r.revision DESC, r.recorded_at LIMIT 200";
    private static final String BY_ID = RUNS + "WHERE r.id = $1";
    private static final String HEAT_MAP =
            "SELECT * FROM inference_heat_map WHERE run_id = $1 AND label = $2";

    private final Pool pool;

    public RunQueries(Pool pool) {
        this.pool = pool;
    }

    /** The runs of a study, of the newest revision first. */
    Uni<List<RunView>> ofStudy(String studyInstanceUid) {
        return pool.preparedQuery(OF_STUDY)
                .execute(Tuple.of(studyInstanceUid))
                .map(rows -> {
                    List<RunView> runs = new ArrayList<>();
                    rows.forEach(row -> runs.add(RunView.of(row)));
                    return runs;
                });
    }

    Uni<Optional<RunView>> byId(UUID id) {
        return pool.preparedQuery(BY_ID)
                .execute(Tuple.of(id))
                .map(rows -> first(rows).map(RunView::of));
    }

    Uni<Optional<HeatMap>> heatMap(UUID run, String label) {
        return pool.preparedQuery(HEAT_MAP)
                .execute(Tuple.of(run, label))
                .map(rows -> first(rows).map(RunQueries::heatMap));
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }

    private static HeatMap heatMap(Row row) {
        Placement placement =
                new Placement(
                        row.getInteger("image_rows"),
                        row.getInteger("image_columns"),
                        row.getInteger("input_rows"),
                        row.getInteger("input_columns"),
                        row.getInteger("first_row"),
                        row.getInteger("first_column"));
        SourceImage image =
                new SourceImage(
                        row.getString("series_uid"),
                        row.getString("sop_instance_uid"),
                        row.getString("sop_class_uid"),
                        placement,
                        null);
        ActivationMap map =
                ActivationMap.ofLittleEndian(
                        row.getInteger("map_columns"),
                        row.getInteger("map_rows"),
                        row.getBuffer("activations").getBytes());
        return new HeatMap(row.getString("label"), image, map);
    }
}
