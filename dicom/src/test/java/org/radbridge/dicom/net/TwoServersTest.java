package org.radbridge.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("A1")
class TwoServersTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        TestServer.await(vertx.close());
    }

    @Test
    void twoServersOfOneVertxThatAskForAnyPortGetOneEach() {
        DicomServerOptions options = DicomServerOptions.of("ONE").withHost("127.0.0.1");
        DicomServer one = listening(options);
        DicomServer other = listening(options);

        assertThat(one.port()).isPositive().isNotEqualTo(other.port());
        TestServer.await(one.close(Duration.ofSeconds(1)));
        TestServer.await(other.close(Duration.ofSeconds(1)));
    }

    private DicomServer listening(DicomServerOptions options) {
        return TestServer.await(
                DicomServer.create(vertx, options, DicomServerServices.echoOnly()).listen());
    }
}
