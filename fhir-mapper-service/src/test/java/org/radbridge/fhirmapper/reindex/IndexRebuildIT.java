package org.radbridge.fhirmapper.reindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.resource.LabelledResource;
import org.radbridge.fhirmapper.store.ResourceRows;
import org.radbridge.fhirmapper.store.ResourceStore;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.testing.BackingPartsResource;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@Tag("C7")
class IndexRebuildIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    @Inject Database database;
    @Inject ResourceStore store;
    @Inject FhirJson fhirJson;
    @Inject IndexRebuild rebuild;
    private final String family = "Rebuild" + UUID.randomUUID();

    @Test
    void whatAnEarlierEditionIndexedIsFoundAgainWithoutANewVersion() {
        Patient patient = new Patient();
        patient.setId(UUID.randomUUID().toString());
        patient.addName().setFamily(family);
        ResourceRows rows = ResourceRows.of(fhirJson, List.of(LabelledResource.shared(patient)));
        database.inTransaction(session -> store.write(session, rows, Instant.now()))
                .await()
                .indefinitely();
        assertThat(found().getEntry()).hasSize(1);

        forget(patient.getIdElement().getIdPart());
        assertThat(found().getEntry()).isEmpty();

        rebuild.begin().await().indefinitely();
        await().atMost(LONG_ENOUGH).until(() -> !found().getEntry().isEmpty());
        assertThat(found().getEntryFirstRep().getResource().getMeta().getVersionId())
                .isEqualTo("1");
    }

    private Bundle found() {
        return FhirClient.as("radiologist").search("Patient", "family", family);
    }

    private void forget(String id) {
        for (String sql :
                List.of(
                        "DELETE FROM fhir_text WHERE resource IN (SELECT pk FROM fhir_resource"
                                + " WHERE id = '%s')",
                        "UPDATE fhir_resource SET indexed = 0 WHERE id = '%s'")) {
            database.inTransaction(
                            session -> session.createNativeQuery(sql.formatted(id)).executeUpdate())
                    .await()
                    .indefinitely();
        }
    }
}
