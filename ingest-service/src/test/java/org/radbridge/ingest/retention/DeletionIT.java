package org.radbridge.ingest.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
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
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.ingest.storage.ObjectId;
import org.radbridge.ingest.storage.ObjectStore;
import org.radbridge.ingest.testing.InstanceCounts;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@org.junit.jupiter.api.Tag("A11")
class DeletionIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final String JSON = "application/json";

    @Inject Pool pool;
    @Inject ObjectStore store;
    @Inject RetentionRun retention;

    private final String study = Uid.create();
    private final String patientId = "P-" + UUID.randomUUID();
    private WebDoor sender;
    private WebDoor reader;
    private WebDoor officer;

    @BeforeEach
    void open() {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        sender = WebDoor.as("service", port);
        reader = WebDoor.as("radiologist", port);
        officer = WebDoor.as("privacy-officer", port);
    }

    @AfterEach
    void everyInstanceIsCounted() {
        assertThat(InstanceCounts.wrong(pool)).isEmpty();
    }

    @Test
    void aDeletedStudyLeavesNothingButItsProof() {
        store(study, "CT");
        List<UUID> objects =
                column(
                                "SELECT object_id::text FROM instance i JOIN study s ON s.id = i.study_id WHERE s.study_instance_uid = $1")
                        .stream()
                        .map(UUID::fromString)
                        .toList();
        List<String> keys =
                column(
                        "SELECT object_key::text FROM instance i JOIN study s ON s.id = i.study_id WHERE s.study_instance_uid = $1");
        assertThat(objects).hasSize(8);
        assertThat(inStore(objects)).hasSize(8);

        JsonObject deletion = new JsonArray(delete(study).body()).getJsonObject(0);

        assertThat(reader.get("/dicom-web/studies/" + study).statusCode()).isEqualTo(404);
        assertThat(reader.get("/dicom-web/studies/" + study + "/metadata").statusCode())
                .isEqualTo(404);
        assertThat(reader.get("/studies/" + study).statusCode()).isEqualTo(404);
        assertThat(deletion.getLong("objects")).isEqualTo(8);
        assertThat(deletion.getString("requestedBy")).isEqualTo("privacy-officer");
        await().atMost(LONG_ENOUGH).until(() -> inStore(objects).isEmpty());
        // what is still in the outbox is about to leave
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() -> {
                    assertThat(tablesWith(study)).containsExactly("deletion");
                    assertThat(tablesWith(patientId)).isEmpty();
                });
        keys.forEach(key -> assertThat(tablesWith(key.substring(2))).isEmpty());
    }

    @Test
    void theAuditRecordHasTheDigestOfTheProof() throws Exception {
        store(study, "CT");
        String id = new JsonArray(delete(study).body()).getJsonObject(0).getString("id");

        JsonObject proof = new JsonObject(officer.get("/deletions/" + id).body());

        StringBuilder lines = new StringBuilder();
        proof.getJsonArray("objects")
                .forEach(object ->
                        lines.append(((JsonObject) object).getString("id"))
                                .append(' ')
                                .append(((JsonObject) object).getString("sha256"))
                                .append('\n'));
        String digest =
                HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(
                                                lines.toString()
                                                        .getBytes(StandardCharsets.US_ASCII)));
        assertThat(proof.getJsonObject("deletion").getString("digest")).isEqualTo(digest);
        AuditRecorded record = auditOf(study);
        assertThat(record.resourceId()).isEqualTo(id);
        assertThat(record.userName()).isEqualTo("privacy-officer");
        assertThat(record.query()).isEqualTo("cause=request&objects=8&sha256=" + digest);
    }

    @Test
    void aStudyOnHoldIsKeptUntilTheHoldIsReleased() {
        store(study, "CT");
        JsonObject hold =
                new JsonObject(
                        post(
                                        officer,
                                        "/legal-holds",
                                        new JsonObject()
                                                .put("studyInstanceUid", study)
                                                .put("reason", "case 17"))
                                .body());

        HttpResponse<String> refused = delete(study);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("study-on-hold");
        assertThat(reader.retrieve("/dicom-web/studies/" + study)).hasSize(8);

        String release = "/legal-holds/" + hold.getString("id") + "/release";
        JsonObject released =
                new JsonObject(
                        post(officer, release, new JsonObject().put("reason", "closed")).body());
        assertThat(released.getString("placedBy")).isEqualTo("privacy-officer");
        assertThat(released.getString("reason")).isEqualTo("case 17");
        assertThat(released.getString("releasedBy")).isEqualTo("privacy-officer");
        assertThat(delete(study).statusCode()).isEqualTo(200);
    }

    @Test
    void allOfAPatientGoesOrNothingWhenOneStudyIsOnHold() {
        String other = Uid.create();
        store(study, "CT");
        store(other, "CT");
        JsonObject hold = new JsonObject().put("studyInstanceUid", other).put("reason", "case 18");
        String id = new JsonObject(post(officer, "/legal-holds", hold).body()).getString("id");
        String issuer =
                column(
                                "SELECT p.issuer FROM patient p JOIN study s ON s.patient_id = p.id WHERE s.study_instance_uid = $1")
                        .getFirst();
        JsonObject everything =
                new JsonObject()
                        .put(
                                "patient",
                                new JsonObject().put("issuer", issuer).put("value", patientId))
                        .put("reason", "right to deletion");

        assertThat(post(officer, "/deletions", everything).statusCode()).isEqualTo(409);
        assertThat(reader.retrieve("/dicom-web/studies/" + study)).hasSize(8);
        post(officer, "/legal-holds/" + id + "/release", new JsonObject().put("reason", "over"));

        assertThat(new JsonArray(post(officer, "/deletions", everything).body())).hasSize(2);
        assertThat(post(officer, "/deletions", everything).statusCode()).isEqualTo(404);
    }

    @Test
    void aStudyThatIsSentAgainAfterItsDeletionIsANewOne() {
        store(study, "CT");
        delete(study);

        store(study, "CT");

        assertThat(reader.retrieve("/dicom-web/studies/" + study)).hasSize(8);
        assertThat(new JsonObject(reader.get("/studies/" + study).body()).getInteger("instances"))
                .isEqualTo(8);
    }

    @Test
    void onlyThosePermittedDeleteHoldAndLook() {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        JsonObject request =
                new JsonObject().put("studyInstanceUid", study).put("reason", "no reason");
        for (String role : List.of("radiologist", "it-administrator", "service", "patient")) {
            WebDoor door = WebDoor.as(role, port);
            assertThat(post(door, "/deletions", request).statusCode()).isEqualTo(403);
            assertThat(post(door, "/legal-holds", request).statusCode()).isEqualTo(403);
            assertThat(door.get("/deletions").statusCode()).isEqualTo(403);
            assertThat(door.get("/retention/due").statusCode()).isEqualTo(403);
        }
        JsonObject withoutReason = new JsonObject().put("studyInstanceUid", study);
        assertThat(post(officer, "/deletions", withoutReason).statusCode()).isEqualTo(400);
    }

    @Test
    void aStudyWhoseTimeIsOverByRuleGoesAndOthersStay() {
        String ct = Uid.create();
        store(study, "XC");
        store(ct, "CT");
        await().atMost(LONG_ENOUGH).until(() -> isClosed(study) && isClosed(ct));
        Instant later = Instant.now().plus(Duration.ofDays(31));

        assertThat(officer.get("/retention/due").body()).doesNotContain(study);
        assertThat(officer.get("/retention/due?at=" + later).body())
                .contains(study)
                .doesNotContain(ct);
        retention.run(later).await().atMost(LONG_ENOUGH);

        assertThat(reader.get("/dicom-web/studies/" + study).statusCode()).isEqualTo(404);
        assertThat(reader.retrieve("/dicom-web/studies/" + ct)).hasSize(8);
        AuditRecorded record = auditOf(study);
        assertThat(record.userName()).isEqualTo("retention");
        assertThat(record.query()).startsWith("cause=rule:photographs&objects=8");
    }

    /**
     * Tables with a study's UID are found by themselves; one that names it in another way must be
     * thought of, or a deletion leaves something of it.
     */
    @Test
    void everyTableThatNamesAStudyOrAPatientIsEmptiedByADeletion() {
        // goes with study_evidence
        Set<String> known = Set.of("study_evidence_series");
        List<String> statements = new ArrayList<>(DeletionSql.ROWS_BY_ID);
        statements.add(DeletionSql.PERFORMED_STEPS);
        statements.add(DeletionSql.PATIENT_WITHOUT_STUDIES);
        String tables =
                """
                SELECT DISTINCT c.table_name FROM information_schema.columns c
                JOIN pg_class t ON t.relname = c.table_name AND t.relkind IN ('r', 'p') AND NOT t.relispartition
                WHERE c.table_schema = 'public' AND $1 <> '' AND c.column_name IN
                    ('study_id', 'series_id', 'series_instance_uid', 'sop_instance_uid', 'patient_id', 'patient_key',
                    'accession_number')
                    AND NOT EXISTS (
                        SELECT 1 FROM information_schema.columns u
                        WHERE u.table_name = c.table_name AND u.column_name = 'study_instance_uid'
                            AND c.table_name <> 'study')
                """;

        assertThat(column(tables))
                .isNotEmpty()
                .filteredOn(table -> !known.contains(table))
                .allMatch(table ->
                        statements.stream()
                                .anyMatch(sql -> sql.contains("DELETE FROM " + table + " ")));
    }

    // --- what the tests share

    private void store(String uid, String modality) {
        List<byte[]> files = new ArrayList<>();
        for (byte[] file : Samples.headCt(uid)) {
            Part10File read = Part10Reader.read(file);
            DataSet dataSet =
                    new DataSet()
                            .putAll(read.dataSet())
                            .put(Tag.PatientID, patientId)
                            .put(Tag.Modality, modality);
            files.add(Part10Writer.write(dataSet, read.transferSyntax()));
        }
        assertThat(sender.store(files).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> delete(String uid) {
        return post(
                officer,
                "/deletions",
                new JsonObject().put("studyInstanceUid", uid).put("reason", "asked for"));
    }

    private static HttpResponse<String> post(WebDoor door, String path, JsonObject body) {
        return door.post(path, JSON, body.encode().getBytes(StandardCharsets.UTF_8));
    }

    private boolean isClosed(String uid) {
        return new JsonObject(reader.get("/studies/" + uid).body())
                .getString("state")
                .equals("CLOSED");
    }

    private static AuditRecorded auditOf(String uid) {
        try (EventProbe probe = EventProbe.connect()) {
            return await().atMost(LONG_ENOUGH)
                    .until(
                            () ->
                                    probe
                                            .events(EventType.AUDIT_RECORDED, AuditRecorded.class)
                                            .stream()
                                            .filter(r -> r.action() == Action.DELETE)
                                            .filter(r -> uid.equals(r.studyInstanceUid()))
                                            .findFirst(),
                            java.util.Optional::isPresent)
                    .orElseThrow();
        }
    }

    private List<ObjectId> inStore(List<UUID> ids) {
        Instant now = Instant.now();
        return store.begun(now.minusSeconds(300), now.plusSeconds(60))
                .filter(id -> ids.contains(id.value()))
                .collect()
                .asList()
                .await()
                .atMost(LONG_ENOUGH);
    }

    private List<String> tablesWith(String text) {
        String tables =
                """
                SELECT relname::text FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND $1 <> ''
                """;
        return column(tables).stream()
                .filter(table ->
                        !column(
                                        "SELECT '1' FROM \""
                                                + table
                                                + "\" t WHERE t::text LIKE '%' || $1 || '%' LIMIT 1",
                                        text)
                                .isEmpty())
                .toList();
    }

    private List<String> column(String sql) {
        return column(sql, study);
    }

    private List<String> column(String sql, String parameter) {
        return StreamSupport.stream(
                        pool.preparedQuery(sql)
                                .execute(Tuple.of(parameter))
                                .await()
                                .atMost(LONG_ENOUGH)
                                .spliterator(),
                        false)
                .map((Row row) -> row.getString(0))
                .toList();
    }
}
