package org.radbridge.kit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.InferenceFailed;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.StudyClosed;

/** Events with nothing in them but what a test looks at. */
public final class TestEvents {
    private TestEvents() {}

    public static AuditRecorded audit(String userName) {
        return new AuditRecorded(
                UUID.randomUUID().toString(),
                Instant.now(),
                "service-kit",
                AuditRecorded.Action.READ,
                AuditRecorded.Outcome.SUCCESS,
                null,
                userName,
                List.of(),
                null,
                null,
                null,
                null,
                "DiagnosticReport",
                null,
                null,
                null);
    }

    public static InferenceFailed inferenceFailed(String study, int revision) {
        return new InferenceFailed(study, revision, List.of(), Map.of());
    }

    /**
     * @param behaviour what the test's consumer does with it
     */
    public static StudyClosed studyClosed(String study, String behaviour) {
        return new StudyClosed(
                study,
                1,
                behaviour,
                null,
                new PatientIdentifier("hospital", "4711"),
                null,
                Lane.ROUTINE,
                List.of(),
                List.of(),
                Map.of(),
                List.of());
    }

    public static String uid() {
        return "2.25." + (UUID.randomUUID().getMostSignificantBits() >>> 1);
    }
}
