package org.radbridge.devstack.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics that the services exchange events over, with their partitions and retention. */
final class SuiteTopics {

    /** Topics whose urgent studies travel in a lane of their own. */
    private static final List<String> WITH_URGENT_LANE =
            List.of(
                    "study.closed",
                    "inference.completed",
                    "result.published",
                    "escalation.changed");

    private static final List<String> ONE_LANE = List.of("inference.failed", "audit.recorded");

    /** The last value per key is the truth, so it is kept for ever and older ones are dropped. */
    private static final String COMPACTED = "access.policy";

    private static final int PARTITIONS = 4;
    private static final short REPLICAS = 1;

    private SuiteTopics() {}

    static List<NewTopic> all() {
        List<NewTopic> topics = new ArrayList<>();
        for (String name : WITH_URGENT_LANE) {
            topics.add(new NewTopic(name, PARTITIONS, REPLICAS));
            topics.add(new NewTopic(name + ".urgent", PARTITIONS, REPLICAS));
        }
        for (String name : ONE_LANE) {
            topics.add(new NewTopic(name, PARTITIONS, REPLICAS));
        }
        Map<String, String> compaction =
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        topics.add(new NewTopic(COMPACTED, 1, REPLICAS).configs(compaction));
        return topics;
    }
}
