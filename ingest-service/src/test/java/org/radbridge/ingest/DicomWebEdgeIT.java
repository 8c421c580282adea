package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.Uid;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;

/** What all DICOMweb services have in common: what they say they are, and which pages may call. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@Tag("A4")
class DicomWebEdgeIT {
    private final String studyPath = "/dicom-web/studies/" + Uid.create();
    private int port;
    private WebDoor radiologist;

    @BeforeEach
    void open() {
        port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        radiologist = WebDoor.as("radiologist", port);
    }

    @Test
    void capabilitiesNameOnlyWhatIsThere() {
        WebDoor nobody = WebDoor.with("", port);

        HttpResponse<String> wadl = nobody.send("OPTIONS", "/dicom-web/");
        HttpResponse<String> json =
                nobody.send("OPTIONS", "/dicom-web/", "Accept", "application/json");

        assertThat(wadl.headers().firstValue("Content-Type"))
                .hasValue("application/vnd.sun.wadl+xml");
        assertThat(wadl.body())
                .contains("<resources base=\"http://localhost:" + port + "/dicom-web\">");
        JsonArray resources = new JsonObject(json.body()).getJsonArray("resources");
        assertThat(resources.size()).isGreaterThan(20);
        for (int i = 0; i < resources.size(); i++) {
            JsonObject resource = resources.getJsonObject(i);
            String path = resource.getString("path").replaceAll("\\{[a-z]+}", "1");
            // a route that is there asks for a token first
            assertThat(nobody.send(resource.getString("method"), "/dicom-web/" + path).statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    @Test
    void pagesOfTheConfiguredOriginsMayCallAndOthersMayNot() {
        HttpResponse<String> preflight =
                WebDoor.with("", port)
                        .send(
                                "OPTIONS",
                                studyPath,
                                "Origin",
                                "https://viewer.example",
                                "Access-Control-Request-Method",
                                "GET",
                                "Access-Control-Request-Headers",
                                "authorization");
        HttpResponse<String> foreign =
                radiologist.send("GET", studyPath, "Origin", "https://elsewhere.example");

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue("https://viewer.example");
        assertThat(
                        radiologist
                                .send("GET", studyPath, "Origin", "https://viewer.example")
                                .headers()
                                .firstValue("Access-Control-Allow-Origin"))
                .hasValue("https://viewer.example");
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
}
