package org.radbridge.ingest.study;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.ingest.routing.RoutingConfig;
import org.radbridge.ingest.routing.SeriesFacts;

/** Reads what rules and policies may ask about the series of studies. */
@ApplicationScoped
public class StudySeries {
    private static final String SERIES =
            """
            SELECT s.id, e.series_instance_uid, e.modality, e.body_part, e.protocol, e.description, s.description,
                e.station, e.calling_ae, i.sop_classes, e.instances, e.priority, p.birth_date, s.study_date,
                CAST(extract(epoch FROM s.opened_at) * 1000000 AS bigint)
            FROM study s JOIN patient p ON p.id = s.patient_id JOIN series e ON e.study_id = s.id
            JOIN LATERAL (SELECT string_agg(DISTINCT n.sop_class_uid, ' ') AS sop_classes FROM instance n
                WHERE n.series_id = e.id AND n.stored_at BETWEEN e.first_stored_at AND e.last_stored_at) i ON true
            WHERE e.instances > 0 AND s.id = ANY(CAST(string_to_array(?1, ' ') AS bigint[]))
            ORDER BY s.id, e.series_number NULLS LAST, e.id
            """;

    private final ZoneId zone;

    StudySeries(RoutingConfig config) {
        this.zone = config.timeZone().map(ZoneId::of).orElseGet(ZoneId::systemDefault);
    }

    /** The series of one study, its instances counted. */
    Uni<List<SeriesFacts>> of(Mutiny.Session session, LockedStudy study) {
        return of(session, List.of(study.id())).map(all -> all.getOrDefault(study.id(), List.of()));
    }

    /** The series of several studies, by the row ids of the studies. */
    Uni<Map<Long, List<SeriesFacts>>> of(Mutiny.Session session, Collection<Long> studies) {
        return session.createNativeQuery(SERIES, Object[].class)
                .setParameter(1, String.join(" ", studies.stream().map(String::valueOf).toList()))
                .getResultList()
                .map(rows -> {
                    Map<Long, List<SeriesFacts>> byStudy = new LinkedHashMap<>();
                    for (Object[] row : rows) {
                        byStudy.computeIfAbsent(
                                        ((Number) row[0]).longValue(), _ -> new ArrayList<>())
                                .add(facts(row));
                    }
                    return byStudy;
                });
    }

    private SeriesFacts facts(Object[] row) {
        return new SeriesFacts(
                row[1].toString(),
                row[2].toString(),
                text(row[3]),
                text(row[4]),
                text(row[5]),
                text(row[6]),
                text(row[7]),
                text(row[8]),
                Arrays.asList(row[9].toString().split(" ")),
                ((Number) row[10]).intValue(),
                text(row[11]),
                date(text(row[12])),
                date(text(row[13])),
                LocalDateTime.ofInstant(Micros.instant(row[14]), zone));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** VR DA; what is no date counts as unknown. */
    private static @Nullable LocalDate date(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
        } catch (DateTimeException notADate) {
            return null;
        }
    }
}
