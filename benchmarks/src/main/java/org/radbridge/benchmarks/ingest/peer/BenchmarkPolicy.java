package org.radbridge.benchmarks.ingest.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.radbridge.contracts.AccessAction;
import org.radbridge.contracts.AccessPolicyPublished;
import org.radbridge.contracts.AccessRule;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.ResultState;

/**
 * The access policy of the benchmark, published as the RBAC service publishes its own: without one
 * a service lets nobody in.
 */
public final class BenchmarkPolicy {

    /** The one role. */
    public static final String ROLE = "benchmark";

    /** Kept, because the levels of a logger that nobody holds are forgotten. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    private BenchmarkPolicy() {}

    /**
     * Lets the role do this with these kinds of resources; returns when the broker has it.
     *
     * @param bootstrap where Kafka is
     */
    public static void publish(String bootstrap, List<String> resources, List<AccessAction> actions)
            throws IOException, InterruptedException {
        KAFKA.setLevel(Level.WARNING);
        List<AccessRule> rules =
                resources.stream()
                        .map(resource ->
                                new AccessRule(
                                        ROLE,
                                        resource,
                                        List.of(ResultState.values()),
                                        List.of("*"),
                                        false,
                                        false,
                                        actions))
                        .toList();
        AccessPolicyPublished policy = new AccessPolicyPublished(1, Instant.now(), rules);
        Map<String, Object> settings = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    policy.type().topic(Lane.ROUTINE),
                                    policy.key(),
                                    EventJson.write(policy).getBytes(StandardCharsets.UTF_8)))
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("the access policy could not be published", e.getCause());
        }
    }
}
