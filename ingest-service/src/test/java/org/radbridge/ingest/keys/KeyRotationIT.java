package org.radbridge.ingest.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.Uid;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@Tag("A11")
class KeyRotationIT {
    private final int port =
            ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);

    @Test
    void afterARotationOldObjectsAreReadAndNewOnesHaveANewKey() {
        WebDoor sender = WebDoor.as("service", port);
        WebDoor operator = WebDoor.as("it-administrator", port);
        String study = Uid.create();
        byte[] before = Samples.renewed(Samples.LEG_RADIOGRAPH, study);
        sender.store(List.of(before));
        JsonObject formerKey = current(operator.get("/operations/keys").body());

        String rotated =
                operator.post("/operations/keys/rotation", "application/json", new byte[0]).body();
        byte[] after = Samples.renewed(Samples.LEG_RADIOGRAPH, study);
        sender.store(List.of(after));

        JsonArray keys = new JsonArray(rotated);
        assertThat(current(rotated).getInteger("number"))
                .isGreaterThan(formerKey.getInteger("number"));
        assertThat(keys.stream().map(key -> ((JsonObject) key).getInstant("wrappedAt")))
                .allMatch(at -> at.isAfter(formerKey.getInstant("wrappedAt")));
        assertThat(WebDoor.as("radiologist", port).retrieve("/dicom-web/studies/" + study))
                .containsExactlyInAnyOrder(before, after);
    }

    @Test
    void onlyAnOperatorRotates() {
        assertThat(
                        WebDoor.as("radiologist", port)
                                .post("/operations/keys/rotation", "application/json", new byte[0])
                                .statusCode())
                .isEqualTo(403);
    }

    private static JsonObject current(String keys) {
        return new JsonArray(keys)
                .stream()
                        .map(JsonObject.class::cast)
                        .filter(key -> key.getBoolean("current"))
                        .findFirst()
                        .orElseThrow();
    }
}
