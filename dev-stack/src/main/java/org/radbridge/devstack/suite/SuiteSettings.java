package org.radbridge.devstack.suite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one suite is run with.
 *
 * @param state folder of everything it keeps; deleting it forgets the suite
 * @param ports ports that were asked for; the others are chosen
 * @param studyQuiet how long a study must be quiet before it is closed
 * @param serviceProperties configuration for single services, by service name, over everything else
 */
public record SuiteSettings(
        Installation installation,
        Path state,
        Map<SuitePort, Integer> ports,
        Duration studyQuiet,
        Map<String, Map<String, String>> serviceProperties) {

    public SuiteSettings {
        ports = ports.isEmpty() ? Map.of() : new EnumMap<>(ports);
        serviceProperties = Map.copyOf(serviceProperties);
    }

    /** A suite under this folder, everything else as the demo has it. */
    public static SuiteSettings in(Installation installation, Path state) {
        return new SuiteSettings(
                installation, state.toAbsolutePath(), Map.of(), Duration.ofSeconds(2), Map.of());
    }

    /**
     * The suite of a checkout: {@code .radbridge} at its root, or the folder that the environment
     * variable {@code RADBRIDGE_STATE} names.
     */
    public static SuiteSettings ofCheckout(Installation installation) {
        String named = System.getenv().getOrDefault("RADBRIDGE_STATE", "");
        Path state = named.isEmpty() ? installation.root().resolve(".radbridge") : Path.of(named);
        return in(installation, state);
    }

    public SuiteSettings withPorts(Map<SuitePort, Integer> asked) {
        return new SuiteSettings(installation, state, asked, studyQuiet, serviceProperties);
    }

    /** Sets one configuration key of one service. */
    public SuiteSettings withProperty(String service, String key, String value) {
        Map<String, Map<String, String>> all = new HashMap<>(serviceProperties);
        Map<String, String> ofService = new LinkedHashMap<>(all.getOrDefault(service, Map.of()));
        ofService.put(key, value);
        all.put(service, ofService);
        return new SuiteSettings(installation, state, ports, studyQuiet, all);
    }
}
