package org.radbridge.ingest.qido;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.Uid;
import org.radbridge.ingest.testing.SmallImage;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;

/**
 * How PostgreSQL finds instances across all studies. With few rows it would rather read and sort
 * them all; forbidden to, it shows whether an index gives them in the order of the answer, which is
 * what bounds the time of a search in an archive of years.
 */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@org.junit.jupiter.api.Tag("A4")
class SearchPlanIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject Pool pool;

    private String plan(Map<String, String> query) {
        return plan("EXPLAIN ", null, query);
    }

    private String plan(String explain, @Nullable String study, Map<String, String> query) {
        SearchStatement statement = statement(Level.INSTANCE, study, null, query);
        return plan(explain + statement.sql(), statement);
    }

    private static SearchStatement statement(
            Level level,
            @Nullable String study,
            @Nullable UUID onlyPatient,
            Map<String, String> query) {
        SearchParameters parameters = SearchParameters.read(List.copyOf(query.entrySet()), 100);
        return new SearchStatement(
                new SearchRequest(
                        level,
                        study,
                        null,
                        onlyPatient,
                        parameters.keys(),
                        parameters.include(),
                        parameters.includeAll(),
                        parameters.fuzzy(),
                        parameters.limit(),
                        parameters.offset()));
    }

    /**
     * Without what PostgreSQL does with tables as small as a test's: go through them, sort them,
     * and collect rows before it fetches them.
     */
    private String plan(String sql, SearchStatement statement) {
        return pool.withTransaction(connection ->
                        connection
                                .query(
                                        "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off;"
                                                + " SET LOCAL enable_bitmapscan = off")
                                .execute()
                                .chain(() ->
                                        connection
                                                .preparedQuery(sql)
                                                .execute(statement.parameters())))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map((Row row) -> row.getString(0))
                                .collect(Collectors.joining("\n")))
                .await()
                .atMost(PATIENCE);
    }

    /** The part of the plan that finds the page's rows. */
    private static String page(String plan) {
        int page = plan.indexOf("CTE page");
        int told = plan.indexOf("CTE Scan on page");
        assertThat(page).as(plan).isNotNegative();
        return told > page ? plan.substring(page, told) : plan.substring(page);
    }

    @Test
    void newestInstancesComeInTheOrderOfTheirPrimaryKey() {
        assertThat(page(plan(Map.of())))
                .contains("pkey")
                .doesNotContain("->  Sort")
                .doesNotContain("Seq Scan on instance");
    }

    @Test
    void instancesOfAClassComeInTheOrderOfItsIndex() {
        assertThat(page(plan(Map.of("SOPClassUID", Uid.EnhancedSRStorage))))
                .contains("sop_class_uid_stored_at_instance_id_idx")
                .doesNotContain("->  Sort")
                .doesNotContain("Seq Scan on instance");
    }

    /** There is a partition for each of the next months too, and one for all other times. */
    @Test
    void instancesOfAStudyAreLookedForInTheMonthsInWhichItWasStored() {
        String study = Uid.create();
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        byte[] file = SmallImage.file(SmallImage.of(study, Uid.create()));
        assertThat(WebDoor.as("service", port).store(List.of(file)).statusCode()).isEqualTo(200);

        String plan = plan("EXPLAIN ANALYZE ", study, Map.of());

        List<String> scans = plan.lines().filter(line -> line.contains(" on instance_")).toList();
        assertThat(scans).as(plan).hasSizeGreaterThan(3);
        assertThat(scans).filteredOn(scan -> !scan.contains("(never executed)")).hasSize(1);
    }

    @Test
    void anInstanceIsFoundByItsUidWithoutAWalkThroughThePartitions() {
        assertThat(page(plan(Map.of("SOPInstanceUID", "1.2.3"))))
                .contains("instance_identity_pkey")
                .doesNotContain("Seq Scan on instance");
    }

    @Test
    void studiesOfADayAreFoundWithoutTheirPatientsAndTheirSeriesLookedUpTogether() {
        SearchStatement statement =
                statement(Level.STUDY, null, null, Map.of("StudyDate", "20260101"));

        String plan = plan("EXPLAIN " + statement.sql(), statement);
        int told = plan.indexOf("CTE Scan on page");
        assertThat(plan.substring(plan.indexOf("CTE page"), told))
                .contains("study_newest")
                .doesNotContain("patient");
        assertThat(plan.substring(told))
                .contains("series_study_modality")
                .contains("study_id = ANY")
                .doesNotContain("SubPlan");
        assertThat(plan("EXPLAIN " + statement.remainder(), statement))
                .contains("Index Only Scan using study_newest")
                .doesNotContain("patient");
    }

    @Test
    void studiesOfOneWhoMaySeeOnePatientAreFoundByThatPatient() {
        SearchStatement statement =
                statement(Level.STUDY, null, UUID.randomUUID(), Map.of("StudyDate", "20260101"));

        String plan = plan("EXPLAIN " + statement.sql(), statement);

        assertThat(page(plan)).contains("on patient").contains("key = ");
        assertThat(plan("EXPLAIN " + statement.remainder(), statement)).contains("key = ");
    }
}
