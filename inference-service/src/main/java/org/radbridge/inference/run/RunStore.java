package org.radbridge.inference.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.ModelFailure;
import org.radbridge.contracts.ModelRun;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.inference.postprocess.Findings;
import org.radbridge.inference.postprocess.HeatMap;
import org.radbridge.inference.preprocess.Placement;

/** Writes runs, their findings and their heat maps. */
@ApplicationScoped
public class RunStore {
    private static final String SUPERSEDE =
            """
            UPDATE inference_run SET superseded = true
            WHERE study_uid = ?1 AND revision < ?2 AND NOT superseded
            """;
    private static final String INSERT_RUN =
            """
            INSERT INTO inference_run (id, study_uid, revision, patient_issuer, patient_value, model,
                version, device_uid, manufacturer, statement, governance, body_region, series_uid,
                instances, urgency, inference_millis)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,
                CAST(NULLIF(CAST(?12 AS text), 'null') AS jsonb), ?13, ?14, ?15, ?16)
            """;
    private static final String INSERT_FINDINGS =
            """
            INSERT INTO inference_finding (run_id, ordinal, label, display, codes, confidence,
                threshold, present, urgency, evidence)
            SELECT ?1, f.ordinal, f.body ->> 'label', f.body ->> 'display', f.body -> 'codes',
                CAST(f.body ->> 'confidence' AS double precision),
                CAST(f.body ->> 'threshold' AS double precision),
                CAST(f.body ->> 'present' AS boolean), f.body ->> 'urgency', f.body -> 'evidence'
            FROM jsonb_array_elements(CAST(CAST(?2 AS text) AS jsonb)) WITH ORDINALITY AS f (body, ordinal)
            """;
    private static final String INSERT_HEAT_MAP =
            """
            INSERT INTO inference_heat_map (run_id, label, series_uid, sop_instance_uid,
                sop_class_uid, map_rows, map_columns, image_rows, image_columns, input_rows,
                input_columns, first_row, first_column, activations)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
            """;
    private static final String INSERT_FAILURE =
            """
            INSERT INTO inference_failure (study_uid, revision, model, failure_id, detail)
            VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (study_uid, revision, model) DO UPDATE
            SET failure_id = excluded.failure_id, detail = excluded.detail
            """;

    /** Marks the runs of older revisions. */
    Uni<Void> supersede(Mutiny.Session session, StudyClosed study) {
        return session.createNativeQuery(SUPERSEDE)
                .setParameter(1, study.studyInstanceUid())
                .setParameter(2, study.revision())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Writes one model's run with all that belongs to it. */
    Uni<Void> insert(Mutiny.Session session, StudyClosed study, ModelOutcome.Answered model) {
        UUID id = UUID.fromString(model.run().runId());
        return insertRun(session, id, study, model)
                .chain(() -> insertFindings(session, id, model.run()))
                .chain(() ->
                        Multi.createFrom()
                                .iterable(model.heatMaps())
                                .onItem()
                                .transformToUniAndConcatenate(
                                        map -> insertHeatMap(session, id, map))
                                .onItem()
                                .ignoreAsUni());
    }

    private static Uni<Integer> insertRun(
            Mutiny.Session session, UUID id, StudyClosed study, ModelOutcome.Answered model) {
        ModelRun run = model.run();
        return session.createNativeQuery(INSERT_RUN)
                .setParameter(1, id)
                .setParameter(2, study.studyInstanceUid())
                .setParameter(3, study.revision())
                .setParameter(4, study.patient().issuer())
                .setParameter(5, study.patient().value())
                .setParameter(6, run.model())
                .setParameter(7, run.version())
                .setParameter(8, run.deviceUid())
                .setParameter(9, run.manufacturer())
                .setParameter(10, run.statement())
                .setParameter(11, model.governance().name())
                .setParameter(12, json(run.bodyRegion()))
                .setParameter(13, run.seriesInstanceUid())
                .setParameter(14, run.instances())
                .setParameter(15, Findings.urgency(run.findings()).name())
                .setParameter(16, run.inferenceMillis())
                .executeUpdate();
    }

    private static Uni<Integer> insertFindings(Mutiny.Session session, UUID id, ModelRun run) {
        return session.createNativeQuery(INSERT_FINDINGS)
                .setParameter(1, id)
                .setParameter(2, json(run.findings()))
                .executeUpdate();
    }

    private static Uni<Integer> insertHeatMap(Mutiny.Session session, UUID id, HeatMap heatMap) {
        Placement placement = heatMap.image().placement();
        return session.createNativeQuery(INSERT_HEAT_MAP)
                .setParameter(1, id)
                .setParameter(2, heatMap.label())
                .setParameter(3, heatMap.image().seriesInstanceUid())
                .setParameter(4, heatMap.image().sopInstanceUid())
                .setParameter(5, heatMap.image().sopClassUid())
                .setParameter(6, heatMap.map().rows())
                .setParameter(7, heatMap.map().columns())
                .setParameter(8, placement.imageRows())
                .setParameter(9, placement.imageColumns())
                .setParameter(10, placement.inputRows())
                .setParameter(11, placement.inputColumns())
                .setParameter(12, placement.firstRow())
                .setParameter(13, placement.firstColumn())
                .setParameter(14, heatMap.map().littleEndian())
                .executeUpdate();
    }

    /** Writes which models gave no answer. */
    Uni<Void> insertFailures(
            Mutiny.Session session, StudyClosed study, List<ModelFailure> failures) {
        return Multi.createFrom()
                .iterable(failures)
                .onItem()
                .transformToUniAndConcatenate(failure ->
                        session.createNativeQuery(INSERT_FAILURE)
                                .setParameter(1, study.studyInstanceUid())
                                .setParameter(2, study.revision())
                                .setParameter(3, failure.model())
                                .setParameter(4, failure.failureId())
                                .setParameter(5, failure.detail())
                                .executeUpdate())
                .onItem()
                .ignoreAsUni();
    }

    private static String json(@Nullable Object value) {
        try {
            return EventJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a part of an event has no JSON form", e);
        }
    }
}
