package org.radbridge.fhirmapper.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/** What a patient's tracked lesions are shown by, as far as a caller may see it. */
@ApplicationScoped
public class LesionQueries {

    /**
     * A finding that is one sight of a lesion.
     *
     * @param trackingUid which lesion it is
     * @param observation the finding
     */
    public record SeenFinding(String trackingUid, StoredResource observation) {}

    /**
     * The findings that are shown of a patient's lesions, the newest study first. One counts when
     * the caller may see it and the report that it stands in.
     *
     * @param patient the Patient's id
     * @param observations the caller's scope of Observation
     * @param reports the caller's scope of DiagnosticReport
     */
    public Uni<List<SeenFinding>> findings(
            Mutiny.Session session,
            String patient,
            AccessScope observations,
            AccessScope reports,
            int limit) {
        SqlText sql = new SqlText();
        sql.add(
                "SELECT ",
                StoredResource.COLUMNS,
                observations.projection(sql, "r", Set.of()),
                " AS json, t.tracking_uid AS tracking_uid FROM tracked_lesion t"
                        + " JOIN fhir_resource r ON r.type = 'Observation' AND r.id = t.observation",
                StoredResource.OWNER,
                " WHERE t.asserted AND t.patient = ",
                sql.bind(patient),
                " AND ",
                observations.condition(sql, "r"),
                " AND EXISTS (SELECT 1 FROM fhir_resource d WHERE d.type = 'DiagnosticReport'"
                        + " AND d.study_instance_uid = t.study_instance_uid AND ",
                reports.condition(sql, "d"),
                ") ORDER BY t.studied DESC, t.observation LIMIT ",
                sql.bind(limit));
        return sql.rows(session)
                .map(rows ->
                        rows.stream()
                                .map(row ->
                                        new SeenFinding(
                                                (String) row[StoredResource.JSON + 1],
                                                StoredResource.of(row)))
                                .toList());
    }

    /** The ImagingStudies of some studies, as far as the caller may see them. */
    public Uni<List<StoredResource>> imagingStudies(
            Mutiny.Session session, Collection<String> studies, AccessScope scope) {
        if (studies.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        SqlText sql = new SqlText();
        sql.add(
                "SELECT ",
                StoredResource.COLUMNS,
                scope.projection(sql, "r", Set.of()),
                " AS json FROM fhir_resource r",
                StoredResource.OWNER,
                " WHERE r.type = 'ImagingStudy' AND r.study_instance_uid IN (",
                sql.bind(studies),
                ") AND ",
                scope.condition(sql, "r"),
                " ORDER BY r.id");
        return sql.rows(session).map(rows -> rows.stream().map(StoredResource::of).toList());
    }
}
