package org.radbridge.ingest.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.dicom.data.Uid;
import org.radbridge.ingest.keys.WrappedKey;
import org.radbridge.ingest.storage.ObjectId;
import org.radbridge.ingest.storage.Sha256;
import org.radbridge.ingest.storage.StoredObject;
import org.radbridge.ingest.testing.InstanceCounts;
import org.radbridge.kit.testing.BackingPartsResource;

/** The instances that studies and series count, and between which instants they were stored. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@org.junit.jupiter.api.Tag("A4")
class InstanceCountsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofHours(1);
    private static final Sha256 DIGEST = new Sha256("0".repeat(64));
    private static final int REPLICAS = 4;

    @Inject Pool pool;

    private final String study = Uid.create();
    private final String other = Uid.create();

    /** These instances have no bytes, which others would miss: they go again. */
    @AfterEach
    void everyRowIsCounted() {
        assertThat(InstanceCounts.wrong(pool)).isEmpty();
        for (String sql :
                List.of(
                        "DELETE FROM instance_identity WHERE study_id = (%s)",
                        "DELETE FROM instance WHERE study_id = (%s)",
                        "DELETE FROM series WHERE study_id = (%s)",
                        "DELETE FROM study WHERE id = (%s)")) {
            for (String uid : List.of(study, other)) {
                String id = "SELECT id FROM study WHERE study_instance_uid = $1";
                pool.preparedQuery(sql.formatted(id))
                        .execute(Tuple.of(uid))
                        .await()
                        .atMost(PATIENCE);
            }
        }
        assertThat(InstanceCounts.wrong(pool)).isEmpty();
    }

    // --- what is added

    private static IndexEntry entry(String study, String series, String instance) {
        InstanceHeader header =
                new InstanceHeader(
                        new PatientHeader(
                                new PatientIdentifier("counts", study), "COUNTED^ONE", null, null),
                        new StudyHeader(study, null, null, null, null, null, null),
                        new SeriesHeader(series, "CT", 1, null, null, null, null, null),
                        instance,
                        Uid.CTImageStorage,
                        1);
        return new IndexEntry(
                header,
                "1.2.840.10008.1.2.1",
                null,
                new StoredObject(
                        ObjectId.create(),
                        new WrappedKey(Buffer.buffer(new byte[WrappedKey.BYTES])),
                        1,
                        DIGEST),
                DIGEST,
                "{}");
    }

    /** Instances of two series. */
    private static List<IndexEntry> instances(String study, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> entry(study, study + "." + i % 2, study + "." + i % 2 + "." + i))
                .toList();
    }

    private static List<Registration> added(
            io.vertx.mutiny.sqlclient.SqlClient client, List<IndexEntry> entries) {
        return new IndexBatch(QUIET, entries).write(client).await().atMost(PATIENCE);
    }

    /** Small batches, so that many of them meet. */
    private InstanceIndex replica() {
        return new InstanceIndex(
                pool,
                new IndexConfig() {
                    @Override
                    public int lanes() {
                        return 2;
                    }

                    @Override
                    public int batch() {
                        return 5;
                    }

                    @Override
                    public Duration sweepInterval() {
                        return QUIET;
                    }
                },
                QUIET);
    }

    private List<Integer> counted(String sql, String study) {
        List<Integer> counts = new ArrayList<>();
        for (Row row : pool.preparedQuery(sql).execute(Tuple.of(study)).await().atMost(PATIENCE)) {
            counts.add(row.getInteger(0));
        }
        return counts;
    }

    private List<Integer> ofStudy(String study) {
        return counted("SELECT instances FROM study WHERE study_instance_uid = $1", study);
    }

    private List<Integer> ofSeries(String study) {
        return counted(
                "SELECT e.instances FROM series e JOIN study s ON s.id = e.study_id"
                        + " WHERE s.study_instance_uid = $1 ORDER BY e.series_instance_uid",
                study);
    }

    // --- how it is counted

    @Test
    void eachInstanceCountsOnceWhenReplicasAddTheSameStudiesAtTheSameTime() {
        List<IndexEntry> all = new ArrayList<>(instances(study, 61));
        all.addAll(instances(other, 40));
        List<Uni<Registration>> sent = new ArrayList<>();
        for (int replica = 0; replica < REPLICAS; replica++) {
            List<IndexEntry> shuffled = new ArrayList<>(all);
            Collections.shuffle(shuffled, new Random(replica));
            InstanceIndex index = replica();
            shuffled.forEach(entry -> sent.add(index.add(entry)));
        }

        List<Registration> registrations =
                Multi.createFrom()
                        .iterable(sent)
                        .onItem()
                        .transformToUni(add -> add)
                        .merge(sent.size())
                        .collect()
                        .asList()
                        .await()
                        .atMost(PATIENCE);

        assertThat(registrations).filteredOn(Registration.Added.class::isInstance).hasSize(101);
        assertThat(ofStudy(study)).containsExactly(61);
        assertThat(ofSeries(study)).containsExactly(31, 30);
        assertThat(ofStudy(other)).containsExactly(40);
        assertThat(ofSeries(other)).containsExactly(20, 20);
    }

    @Test
    void whatIsSentAgainOrBelongsToAnotherStudyIsNotCounted() {
        List<IndexEntry> entries = instances(study, 8);
        added(pool, entries);

        added(pool, entries);
        added(pool, List.of(entry(other, other + ".1", entries.getFirst().sopInstanceUid())));

        assertThat(ofStudy(study)).containsExactly(8);
        assertThat(ofStudy(other)).containsExactly(0);
        assertThat(ofSeries(other)).containsExactly(0);
    }

    @Test
    void aBatchThatIsRolledBackCountsNothing() {
        added(pool, instances(study, 4));

        assertThatThrownBy(() ->
                        pool.withTransaction(connection ->
                                        new IndexBatch(QUIET, instances(study, 9))
                                                .write(connection)
                                                .chain(() ->
                                                        connection.query("SELECT 1 / 0").execute()))
                                .await()
                                .atMost(PATIENCE))
                .hasMessageContaining("division by zero");

        assertThat(ofStudy(study)).containsExactly(4);
    }

    @Test
    void rowsThatAreRemovedNoLongerCountAndTheRestIsStillFoundByItsMonth() {
        added(pool, instances(study, 6));
        String remove =
                """
                DELETE FROM instance WHERE sop_instance_uid = ANY($1)
                """;
        pool.preparedQuery(remove)
                .execute(
                        Tuple.of(
                                (Object)
                                        instances(study, 3).stream()
                                                .map(IndexEntry::sopInstanceUid)
                                                .toArray(String[]::new)))
                .await()
                .atMost(PATIENCE);

        assertThat(ofStudy(study)).containsExactly(3);
        assertThat(ofSeries(study)).containsExactly(1, 2);
    }

    @Test
    void aStudyThatGrowsOverMonthsIsBoundedByItsFirstAndItsLast() {
        added(pool, instances(study, 2));
        YearMonth early = YearMonth.now(ZoneOffset.UTC).minusMonths(3);
        String move =
                """
                INSERT INTO instance (instance_id, stored_at, study_id, series_id, sop_instance_uid, sop_class_uid,
                    transfer_syntax_uid, object_id, object_key, object_size, object_sha256, fingerprint, metadata)
                SELECT -instance_id, $2, study_id, series_id, sop_instance_uid || '.9', sop_class_uid,
                    transfer_syntax_uid, $3, object_key, object_size, object_sha256, fingerprint, metadata
                FROM instance WHERE sop_instance_uid = $1
                """;
        pool.preparedQuery(move)
                .execute(
                        Tuple.of(
                                instances(study, 1).getFirst().sopInstanceUid(),
                                early.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC),
                                UUID.randomUUID()))
                .await()
                .atMost(PATIENCE);

        assertThat(ofStudy(study)).containsExactly(3);
        assertThat(
                        counted(
                                """
                                SELECT count(*)::int FROM study s JOIN instance i ON i.study_id = s.id
                                    AND i.stored_at BETWEEN s.first_stored_at AND s.last_stored_at
                                WHERE s.study_instance_uid = $1
                                """,
                                study))
                .containsExactly(3);
    }
}
