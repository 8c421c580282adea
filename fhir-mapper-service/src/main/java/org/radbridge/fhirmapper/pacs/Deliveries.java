package org.radbridge.fhirmapper.pacs;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.dicom.iod.ImageReference;
import org.radbridge.fhirmapper.evidence.ObjectKind;
import org.radbridge.fhirmapper.evidence.PlannedObject;
import org.radbridge.fhirmapper.result.ResultChange;

/** Which object is how far at which destination: the table {@code pacs_delivery}. */
@ApplicationScoped
public class Deliveries {
    private static final String SENDING =
            """
            INSERT INTO pacs_delivery AS d (destination, sop_instance_uid, study_instance_uid,
                series_instance_uid, sop_class_uid, kind, revision, edition, state)
            VALUES (CAST(?1 AS text), CAST(?2 AS text), CAST(?3 AS text), CAST(?4 AS text),
                CAST(?5 AS text), CAST(?6 AS text), CAST(?7 AS integer), CAST(?8 AS integer),
                'SENDING')
            ON CONFLICT (destination, sop_instance_uid) DO UPDATE
            SET revision = excluded.revision, edition = excluded.edition
            """;
    private static final String MOVE =
            """
            UPDATE pacs_delivery SET state = CAST(?3 AS text), changed_at = clock_timestamp()
            WHERE destination = CAST(?1 AS text)
                AND sop_instance_uid = ANY (string_to_array(CAST(?2 AS text), ','))
                AND state <> 'REJECTED' AND state <> CAST(?3 AS text)
            """;
    private static final String COLUMNS =
            """
            SELECT destination, kind, study_instance_uid, series_instance_uid, sop_class_uid,
                sop_instance_uid, revision, edition, state,
                CAST(extract(epoch FROM changed_at) * 1000 AS bigint) AS changed
            FROM pacs_delivery
            """;
    private static final String OF_STUDY =
            COLUMNS
                    + """
                    WHERE study_instance_uid = CAST(?1 AS text)
                    ORDER BY destination, changed_at, sop_instance_uid
                    """;
    private static final String OPEN =
            COLUMNS
                    + """
                    WHERE state IN ('SENDING', 'STORED')
                    ORDER BY changed_at, sop_instance_uid
                    """;

    /** Notes that objects are about to be sent; what is known of them already stays. */
    Uni<Void> sending(
            Mutiny.Session session,
            String destination,
            ResultChange of,
            List<PlannedObject> objects) {
        Uni<Void> noted = Uni.createFrom().voidItem();
        for (PlannedObject object : objects) {
            ImageReference reference = object.reference();
            noted =
                    noted.chain(() ->
                            session.createNativeQuery(SENDING)
                                    .setParameter(1, destination)
                                    .setParameter(2, reference.sopInstanceUid())
                                    .setParameter(3, reference.studyInstanceUid())
                                    .setParameter(4, reference.seriesInstanceUid())
                                    .setParameter(5, reference.sopClassUid())
                                    .setParameter(6, object.kind().name())
                                    .setParameter(7, of.revision())
                                    .setParameter(8, of.edition())
                                    .executeUpdate()
                                    .replaceWithVoid());
        }
        return noted;
    }

    /** Moves objects on; what was taken back stays so. */
    Uni<Void> move(
            Mutiny.Session session,
            String destination,
            Collection<String> sopInstanceUids,
            DeliveryState state) {
        if (sopInstanceUids.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(MOVE)
                .setParameter(1, destination)
                .setParameter(2, String.join(",", sopInstanceUids))
                .setParameter(3, state.name())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** All objects of a study, at all destinations. */
    public Uni<List<DeliveredObject>> ofStudy(Mutiny.Session session, String studyInstanceUid) {
        return session.createNativeQuery(OF_STUDY, Object[].class)
                .setParameter(1, studyInstanceUid)
                .getResultList()
                .map(rows -> rows.stream().map(Deliveries::object).toList());
    }

    /** All objects of a study at one destination. */
    Uni<List<DeliveredObject>> ofStudy(
            Mutiny.Session session, String studyInstanceUid, String destination) {
        return ofStudy(session, studyInstanceUid)
                .map(objects ->
                        objects.stream()
                                .filter(object -> object.destination().equals(destination))
                                .toList());
    }

    /** Objects whose arrival is not confirmed, the longest waiting first. */
    public Uni<List<DeliveredObject>> open(Mutiny.Session session, int limit) {
        return session.createNativeQuery(OPEN, Object[].class)
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream().map(Deliveries::object).toList());
    }

    /** How far an object is, if it was ever on its way. */
    static Optional<DeliveryState> state(List<DeliveredObject> known, PlannedObject object) {
        return known.stream()
                .filter(one -> one.sopInstanceUid().equals(object.sopInstanceUid()))
                .map(DeliveredObject::state)
                .findFirst();
    }

    private static DeliveredObject object(Object[] row) {
        return new DeliveredObject(
                (String) row[0],
                ObjectKind.valueOf((String) row[1]),
                new ImageReference(
                        (String) row[2], (String) row[3], (String) row[4], (String) row[5]),
                ((Number) row[6]).intValue(),
                ((Number) row[7]).intValue(),
                DeliveryState.valueOf((String) row[8]),
                Instant.ofEpochMilli(((Number) row[9]).longValue()));
    }
}
