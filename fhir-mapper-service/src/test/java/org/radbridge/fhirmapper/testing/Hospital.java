package org.radbridge.fhirmapper.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A hospital whose systems send HL7 v2: the feed of its patients, and a clinic's. */
public final class Hospital implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.ofEntries(
                Map.entry("radbridge.hl7v2.listen.port", "0"),
                Map.entry("radbridge.hl7v2.listen.frame-timeout", "PT1S"),
                Map.entry("radbridge.hl7v2.watch-every", "PT0.2S"),
                Map.entry("radbridge.hl7v2.feeds.adt.application", "ADTSYS"),
                Map.entry("radbridge.hl7v2.feeds.adt.facility", "HOSP"),
                Map.entry("radbridge.hl7v2.feeds.quiet.application", "QUIET"),
                Map.entry("radbridge.hl7v2.feeds.quiet.silence.00-24", "PT2S"),
                Map.entry("radbridge.hl7v2.authorities.HOSP", "HOSPITAL"),
                Map.entry("radbridge.identity.fed-issuers", "FED"));
    }

    @Override
    public void stop() {}
}
