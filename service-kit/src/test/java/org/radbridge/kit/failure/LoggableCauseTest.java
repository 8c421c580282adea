package org.radbridge.kit.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("H7")
class LoggableCauseTest {
    @Test
    void aTraceInTheLogHoldsNoMessageThatMayQuotePatientData() {
        Throwable failure =
                new RadbridgeException(
                        KitFailure.INTERNAL,
                        "study 1.2.3",
                        new IllegalStateException(
                                "Doe^Jane", new IllegalArgumentException("19700101")));
        StringWriter log = new StringWriter();
        LoggableCause.of(failure).printStackTrace(new PrintWriter(log, true));
        assertThat(log.toString())
                .contains("internal: study 1.2.3")
                .contains("java.lang.IllegalStateException")
                .contains("LoggableCauseTest.java")
                .doesNotContain("Doe", "19700101");
    }

    @Test
    void aStoredFailureNamesTypesOnly() {
        Failure failure =
                Failure.of(
                        new IllegalStateException("Doe^Jane", new RuntimeException("4711")),
                        KitFailure.WORK_FAILED);
        assertThat(failure.id()).isEqualTo("work-failed");
        assertThat(failure.detail())
                .isEqualTo("java.lang.IllegalStateException ← java.lang.RuntimeException");
    }
}
