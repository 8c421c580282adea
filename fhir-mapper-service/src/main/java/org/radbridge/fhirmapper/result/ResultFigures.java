package org.radbridge.fhirmapper.result;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Counts of results. */
@ApplicationScoped
public class ResultFigures {
    private static final String STUDIES =
            """
            SELECT CAST(result_day AS text) AS day, urgency, CAST(NULL AS text) AS label,
                count(*) AS studies
            FROM study_result
            WHERE result_day BETWEEN CAST(?1 AS date) AND CAST(?2 AS date)
            GROUP BY result_day, urgency
            ORDER BY result_day, urgency
            """;
    private static final String FINDINGS =
            """
            SELECT CAST(r.result_day AS text) AS day, r.urgency, l.label, count(*) AS studies
            FROM study_result r, jsonb_array_elements_text(r.labels) AS l(label)
            WHERE r.result_day BETWEEN CAST(?1 AS date) AND CAST(?2 AS date)
            GROUP BY r.result_day, r.urgency, l.label
            ORDER BY r.result_day, r.urgency, l.label
            """;

    /**
     * A count.
     *
     * @param label null when all labels are counted together
     */
    public record Figure(String day, String urgency, @Nullable String label, long studies) {}

    /** Studies per day and urgency. */
    public Uni<List<Figure>> studies(Mutiny.Session session, LocalDate from, LocalDate to) {
        return figures(session, STUDIES, from, to);
    }

    /** Studies per day, urgency and label that is present. */
    public Uni<List<Figure>> findings(Mutiny.Session session, LocalDate from, LocalDate to) {
        return figures(session, FINDINGS, from, to);
    }

    private static Uni<List<Figure>> figures(
            Mutiny.Session session, String sql, LocalDate from, LocalDate to) {
        return session.createNativeQuery(sql, Object[].class)
                .setParameter(1, from)
                .setParameter(2, to)
                .getResultList()
                .map(rows -> rows.stream().map(ResultFigures::figure).toList());
    }

    private static Figure figure(Object[] row) {
        return new Figure(
                (String) row[0],
                ((String) row[1]).toLowerCase(Locale.ROOT),
                (String) row[2],
                ((Number) row[3]).longValue());
    }
}
