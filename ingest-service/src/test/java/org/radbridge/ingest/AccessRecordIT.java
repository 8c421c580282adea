package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.EventType;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.ingest.testing.SmallImage;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;
import org.radbridge.kit.testing.TestTokens;

/** Access records are written beside the work, and no answer leaves before they are durable. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@org.junit.jupiter.api.Tag("E5")
class AccessRecordIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String WAITING_RECORDS =
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE query LIKE 'INSERT INTO kit_outbox%' AND wait_event_type = 'Lock'
            """;

    @Inject Pool pool;

    private final String study = Uid.create();
    private final String series = Uid.create();
    private final String patient = "R" + UUID.randomUUID();
    private final DataSet image = SmallImage.of(study, series).put(Tag.PatientID, patient);
    private final String instance = image.string(Tag.SOPInstanceUID).orElseThrow();
    private EventProbe probe;
    private int port;
    private WebDoor gateway;
    private WebDoor radiologist;

    @BeforeEach
    void open() {
        probe = EventProbe.connect();
        port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        gateway = WebDoor.as("service", port);
        radiologist = WebDoor.as("radiologist", port);
    }

    @AfterEach
    void close() {
        probe.close();
    }

    // --- while records are held back

    /** Nobody adds to the outbox while the lock is held. */
    private final class HeldRecords implements AutoCloseable {
        private final SqlConnection connection = pool.getConnection().await().atMost(PATIENCE);

        HeldRecords() {
            connection.query("BEGIN").executeAndAwait();
            connection.query("LOCK TABLE kit_outbox IN SHARE MODE").executeAndAwait();
        }

        @Override
        public void close() {
            connection.query("COMMIT").executeAndAwait();
            connection.closeAndAwait();
        }
    }

    private <T> HttpResponse<T> answeredOnceRecorded(
            Supplier<HttpResponse<T>> request, Runnable meanwhile) {
        CompletableFuture<HttpResponse<T>> answer;
        try (HeldRecords _ = new HeldRecords()) {
            answer = CompletableFuture.supplyAsync(request);
            await().atMost(PATIENCE).until(() -> count(WAITING_RECORDS) > 0);
            meanwhile.run();
            assertThat(answer).isNotDone();
        }
        return answer.join();
    }

    private long count(String sql, Object... parameters) {
        return pool.preparedQuery(sql)
                .execute(Tuple.from(parameters))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    private void store() {
        HttpResponse<String> response = gateway.store(List.of(SmallImage.file(image)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private String path() {
        return "/dicom-web/studies/" + study + "/series/" + series + "/instances/" + instance;
    }

    private AuditRecorded recorded(Predicate<AuditRecorded> which) {
        await().atMost(PATIENCE).until(() -> records().stream().anyMatch(which));
        assertThat(records().stream().filter(which)).hasSize(1);
        return records().stream().filter(which).findFirst().orElseThrow();
    }

    private List<AuditRecorded> records() {
        return probe.events(EventType.AUDIT_RECORDED, AuditRecorded.class);
    }

    private boolean ofStudy(AuditRecorded record, Action action) {
        return study.equals(record.studyInstanceUid()) && record.action() == action;
    }

    @Test
    void aSearchIsAnsweredOnceItsRecordIsDurable() {
        store();
        HttpResponse<String> response =
                answeredOnceRecorded(
                        () -> radiologist.get("/dicom-web/studies?PatientID=" + patient), () -> {});
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains(study);
        assertThat(recorded(record -> ("PatientID=" + patient).equals(record.query())).action())
                .isEqualTo(Action.QUERY);
    }

    @Test
    void anObjectIsSentOnceItsReadIsRecordedWithItsPatient() {
        store();
        HttpResponse<byte[]> response =
                answeredOnceRecorded(
                        () ->
                                radiologist.getBytes(
                                        path(), "Accept", "application/dicom; transfer-syntax=*"),
                        () -> {});
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).hasSizeGreaterThan(132);
        AuditRecorded read = recorded(record -> ofStudy(record, Action.READ));
        assertThat(read.resourceId()).isEqualTo(instance);
        assertThat(read.patient()).isNotNull();
        assertThat(read.patient().value()).isEqualTo(patient);
    }

    @Test
    void metadataIsSentOnceItsReadIsRecorded() {
        store();
        HttpResponse<String> response =
                answeredOnceRecorded(() -> radiologist.get(path() + "/metadata"), () -> {});
        assertThat(response.statusCode()).isEqualTo(200);
        recorded(record -> ofStudy(record, Action.READ));
    }

    @Test
    void aFailureToo() {
        store();
        HttpResponse<byte[]> response =
                answeredOnceRecorded(
                        () -> radiologist.getBytes(path(), "Accept", "text/plain"), () -> {});
        assertThat(response.statusCode()).isEqualTo(406);
        recorded(record -> ofStudy(record, Action.READ));
    }

    @Test
    void aStoreIsAnsweredOnceItsInstancesAreIndexedAndRecordedByStudy() {
        String other = Uid.create();
        DataSet elsewhere = SmallImage.of(other, Uid.create()).put(Tag.PatientID, patient);
        HttpResponse<String> response =
                answeredOnceRecorded(
                        () ->
                                gateway.store(
                                        List.of(
                                                SmallImage.file(image),
                                                SmallImage.file(elsewhere))),
                        () ->
                                await().atMost(PATIENCE)
                                        .until(() ->
                                                count(
                                                                "SELECT count(*) FROM study WHERE"
                                                                        + " study_instance_uid IN"
                                                                        + " ($1, $2)",
                                                                study,
                                                                other)
                                                        == 2));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        for (String uid : List.of(study, other)) {
            AuditRecorded transfer =
                    recorded(record ->
                            uid.equals(record.studyInstanceUid())
                                    && record.action() == Action.TRANSFER);
            assertThat(transfer.patient()).isNotNull();
            assertThat(transfer.patient().value()).isEqualTo(patient);
        }
    }

    @Test
    void aCallerWhoGoesAwayIsRecorded() throws IOException {
        String query = "PatientID=" + patient;
        try (HeldRecords _ = new HeldRecords()) {
            try (Socket caller = new Socket("localhost", port)) {
                String request =
                        "GET /dicom-web/studies?%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                                .formatted(query, TestTokens.of("radiologist"));
                caller.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                await().atMost(PATIENCE).until(() -> count(WAITING_RECORDS) > 0);
            }
        }
        recorded(record -> query.equals(record.query()));
    }

    @Test
    void whatCannotBeRecordedIsNotAnswered() {
        store();
        pool.query(
                        """
                        CREATE FUNCTION test_no_record() RETURNS trigger LANGUAGE plpgsql AS
                        $$ BEGIN RAISE EXCEPTION 'not taken'; END $$
                        """)
                .executeAndAwait();
        pool.query(
                        """
                        CREATE TRIGGER test_no_record BEFORE INSERT ON kit_outbox
                        FOR EACH ROW WHEN (NEW.topic = 'audit.recorded') EXECUTE FUNCTION test_no_record()
                        """)
                .executeAndAwait();
        try {
            HttpResponse<byte[]> read = radiologist.getBytes(path());
            assertThat(read.statusCode()).isGreaterThanOrEqualTo(500);
            assertThat(read.headers().firstValue("Content-Type"))
                    .hasValue("application/problem+json");
            HttpResponse<String> search =
                    radiologist.get("/dicom-web/studies?PatientID=" + patient);
            assertThat(search.statusCode()).isGreaterThanOrEqualTo(500);
            assertThat(search.body()).doesNotContain(study);
            assertThat(radiologist.getBytes(path(), "Accept", "text/plain").statusCode())
                    .isGreaterThanOrEqualTo(500);
        } finally {
            pool.query("DROP TRIGGER test_no_record ON kit_outbox").executeAndAwait();
            pool.query("DROP FUNCTION test_no_record()").executeAndAwait();
        }
    }
}
