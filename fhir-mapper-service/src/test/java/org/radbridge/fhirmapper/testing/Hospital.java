package org.radbridge.fhirmapper.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.radbridge.devstack.part.Ports;

/** A hospital whose systems send HL7 v2, and take it: an EHR and a RIS. */
public final class Hospital implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        Ports ports = new Ports();
        return Map.ofEntries(
                Map.entry("radbridge.hl7v2.destinations.ehr.host", "localhost"),
                Map.entry("radbridge.hl7v2.destinations.ehr.port", "" + ports.any()),
                Map.entry("radbridge.hl7v2.destinations.ehr.application", "EHR"),
                Map.entry("radbridge.hl7v2.destinations.ehr.facility", "HOSP"),
                Map.entry("radbridge.hl7v2.destinations.ehr.answer-timeout", "PT1S"),
                Map.entry("radbridge.hl7v2.destinations.ehr.retry-first", "PT0.1S"),
                Map.entry("radbridge.hl7v2.destinations.ehr.retry-longest", "PT1S"),
                Map.entry("radbridge.hl7v2.destinations.ehr.most-refusals", "2"),
                Map.entry("radbridge.hl7v2.destinations.ris.host", "localhost"),
                Map.entry("radbridge.hl7v2.destinations.ris.port", "" + ports.any()),
                Map.entry("radbridge.hl7v2.destinations.ris.application", "RIS"),
                Map.entry("radbridge.hl7v2.destinations.ris.facility", "HOSP"),
                Map.entry("radbridge.hl7v2.destinations.ris.character-set", "8859/1"),
                Map.entry("radbridge.hl7v2.destinations.ris.acknowledgement", "enhanced"),
                Map.entry("radbridge.hl7v2.destinations.ris.retry-longest", "PT2S"),
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
