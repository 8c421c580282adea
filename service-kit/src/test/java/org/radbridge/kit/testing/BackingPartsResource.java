package org.radbridge.kit.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.radbridge.contracts.Lane;
import org.radbridge.devstack.testing.BackingParts;

/**
 * Gives a Quarkus test PostgreSQL with an empty database, Kafka with the default access policy
 * published, and a token issuer. All test classes of a JVM share them, and find what earlier ones
 * left.
 *
 * <p>Argument {@code policy=none} leaves the policy out.
 */
public final class BackingPartsResource implements QuarkusTestResourceLifecycleManager {
    private static final String DATABASE = "service";

    /**
     * System properties rather than static fields: Quarkus loads this class anew for each
     * application that it starts.
     */
    private static final String KEPT = "radbridge.testing.";

    private boolean withPolicy = true;

    @Override
    public void init(Map<String, String> arguments) {
        withPolicy = !"none".equals(arguments.get("policy"));
    }

    @Override
    public Map<String, String> start() {
        if (kept("kafka").isEmpty()) {
            startParts();
        }
        if (withPolicy && kept("policy").isEmpty()) {
            try (EventProbe probe = EventProbe.connect(kept("kafka").orElseThrow())) {
                probe.publish(DefaultPolicy.read(), Lane.ROUTINE);
            }
            keep("policy", "published");
        }
        Map<String, String> config = new HashMap<>();
        config.put("radbridge.database.host", "localhost");
        config.put("radbridge.database.port", kept("postgres").orElseThrow());
        config.put("radbridge.database.name", DATABASE);
        config.put("radbridge.database.user", DATABASE);
        config.put("radbridge.database.password", DATABASE);
        config.put("radbridge.kafka.bootstrap", kept("kafka").orElseThrow());
        config.put("radbridge.oidc.issuer", kept("issuer").orElseThrow());
        config.put("quarkus.http.test-port", "0");
        return config;
    }

    private static void startParts() {
        BackingParts parts = BackingParts.with().postgres(DATABASE).kafka().start();
        keep("postgres", Integer.toString(parts.postgresPort()));
        keep("kafka", parts.kafkaBootstrap());
        keep("issuer", TestIssuer.start().issuer());
    }

    private static Optional<String> kept(String name) {
        return Optional.ofNullable(System.getProperty(KEPT + name));
    }

    private static void keep(String name, String value) {
        System.setProperty(KEPT + name, value);
    }

    /** The parts end with the JVM: the next application of this JVM uses them. */
    @Override
    public void stop() {}
}
