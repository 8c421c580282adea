package org.radbridge.devstack.ehr;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("C4")
class EhrPartTest {
    private static final String ORU =
            "MSH|^~\\&|RADBRIDGE|RADBRIDGE|EHR|HOSPITAL|20261122||ORU^R01^ORU_R01|%s|P|2.5.1\r"
                    + "OBR|1|||18748-4|||||||||||||||||||||P\r"
                    + "OBX|1|ST|110180^Study Instance UID^DCM||1.2.3||||||P\r";

    @TempDir Path state;
    private EhrPart ehr;

    @BeforeEach
    void start() throws Exception {
        ehr = part();
        ehr.start();
    }

    @AfterEach
    void stop() {
        ehr.close();
    }

    @Test
    void aResultIsAcknowledgedAndShownOnceHoweverOftenItComes() throws Exception {
        assertThat(send(ORU.formatted("C1"))).contains("\rMSA|AA|C1");
        assertThat(send(ORU.formatted("C1"))).contains("\rMSA|AA|C1");
        assertThat(send(ORU.formatted("C2"))).contains("\rMSA|AA|C2");
        JsonArray messages = messages("1.2.3");
        assertThat(messages).hasSize(2);
        assertThat(messages.getJsonObject(0).getInteger("deliveries")).isEqualTo(2);
        assertThat(messages.getJsonObject(0).getString("status")).isEqualTo("P");
        assertThat(messages("4.5.6")).isEmpty();
    }

    @Test
    void whatIsNoResultIsRejected() throws Exception {
        assertThat(send(ORU.formatted("C3").replace("ORU^R01", "ADT^A01"))).contains("\rMSA|AR|C3");
        assertThat(messages("")).isEmpty();
    }

    @Test
    void whatWasAcknowledgedIsThereAfterARestart() throws Exception {
        send(ORU.formatted("C4"));
        ehr.close();
        ehr = part();
        ehr.start();
        assertThat(messages("1.2.3")).hasSize(1);
    }

    private EhrPart part() {
        return new EhrPart(
                EhrPart.options()
                        .parse(
                                "--state",
                                state.toString(),
                                "--mllp-port",
                                "0",
                                "--http-port",
                                "0"));
    }

    private String send(String message) throws Exception {
        try (Socket socket = new Socket("localhost", ehr.mllpPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("\u000b" + message + "\u001c\r").getBytes(StandardCharsets.UTF_8));
            StringBuilder answer = new StringBuilder();
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0 && next != 0x1C; next = in.read()) {
                answer.append((char) next);
            }
            return answer.toString();
        }
    }

    private JsonArray messages(String study) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String body =
                    http.send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            ehr.address()
                                                                    + "/messages?study="
                                                                    + study))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body();
            return new JsonObject(body).getJsonArray("messages");
        }
    }
}
