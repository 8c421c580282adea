package org.radbridge.devstack.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The broker's configuration: one node, loopback only, little memory, every write kept a week. */
record BrokerSettings(Path log, int port, int controllerPort, boolean autoCreateTopics) {

    private static final String ONE = "1";

    Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", ONE);
        properties.put("controller.quorum.voters", "1@localhost:" + controllerPort);
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put(
                "listeners",
                "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
        properties.put("advertised.listeners", "PLAINTEXT://localhost:" + port);
        properties.put(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("log.dirs", log.toString());
        properties.put("auto.create.topics.enable", Boolean.toString(autoCreateTopics));
        properties.put("num.partitions", autoCreateTopics ? ONE : "4");
        properties.put("log.retention.hours", "168");
        oneReplica(properties);
        littleMemory(properties);
        return properties;
    }

    private static void oneReplica(Map<String, String> properties) {
        properties.put("default.replication.factor", ONE);
        properties.put("min.insync.replicas", ONE);
        properties.put("offsets.topic.replication.factor", ONE);
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.replication.factor", ONE);
        properties.put("transaction.state.log.min.isr", ONE);
        properties.put("transaction.state.log.num.partitions", "2");
        properties.put("share.coordinator.state.topic.replication.factor", ONE);
        properties.put("share.coordinator.state.topic.min.isr", ONE);
        properties.put("share.coordinator.state.topic.num.partitions", ONE);
        properties.put("group.initial.rebalance.delay.ms", "0");
    }

    private static void littleMemory(Map<String, String> properties) {
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        properties.put("log.cleaner.dedupe.buffer.size", "4194304");
        properties.put("log.segment.bytes", "67108864");
    }
}
