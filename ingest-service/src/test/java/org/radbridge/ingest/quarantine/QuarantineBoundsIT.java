package org.radbridge.ingest.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.Uid;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@TestProfile(QuarantineBoundsIT.Small.class)
@Tag("A8")
class QuarantineBoundsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LARGEST = 2048;

    /** Room for two instances of 2 KiB that wait no time at all. */
    public static class Small implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "radbridge.quarantine.max-count", "2",
                    "radbridge.quarantine.max-instance-size", String.valueOf(LARGEST),
                    "radbridge.quarantine.max-age", "PT0S");
        }
    }

    @Inject HeldInstances instances;

    @Test
    void noMoreAndNoLargerInstancesAreKeptThanConfiguredAndOldOnesGo() {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        WebDoor gateway = WebDoor.as("service", port);
        WebDoor administrator = WebDoor.as("it-administrator", port);
        instances.sweep().await().atMost(PATIENCE);

        assertThat(gateway.store(List.of(new byte[LARGEST + 1])).statusCode()).isEqualTo(409);
        assertThat(held(administrator)).isEmpty();
        for (int i = 0; i < 3; i++) {
            byte[] unfit = Uid.create().repeat(5).getBytes(StandardCharsets.US_ASCII);
            assertThat(gateway.store(List.of(unfit)).statusCode()).isEqualTo(409);
        }
        List<String> held = held(administrator);
        assertThat(held).hasSize(2);

        assertThat(instances.sweep().await().atMost(PATIENCE)).isEqualTo(2);

        assertThat(held(administrator)).isEmpty();
        String content = "/operations/quarantine/" + held.getFirst() + "/content";
        assertThat(WebDoor.as("radiologist", port).get(content).statusCode()).isEqualTo(404);
        assertThat(instances.sweep().await().atMost(PATIENCE)).isZero();
    }

    private static List<String> held(WebDoor administrator) {
        return JsonPath.from(administrator.get("/operations/quarantine?state=HELD").body())
                .getList("id");
    }
}
