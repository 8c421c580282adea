package org.radbridge.devstack.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("D7")
class BackingPartsIT {

    private static BackingParts parts;

    @BeforeAll
    static void start() {
        parts = BackingParts.with().postgres("alpha", "beta").kafka().start();
    }

    @AfterAll
    static void stop() {
        parts.close();
    }

    @Test
    void eachDatabaseBelongsToItsRole() throws SQLException {
        for (String name : List.of("alpha", "beta")) {
            try (Connection connection = connect(name);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE owned (id int)");
                statement.execute("DROP TABLE owned");
            }
        }
    }

    @Test
    void committedRowsSurviveTheKillingOfPostgres() throws SQLException {
        try (Connection connection = connect("alpha");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (id int)");
            statement.execute("INSERT INTO kept VALUES (42)");
        }

        parts.postgresProcess().kill();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThatThrownBy(() -> connectSocket(parts.postgresPort()))
                                .isInstanceOf(ConnectException.class));
        parts.postgresProcess().launch();
        parts.postgresProcess().awaitHealthy();

        try (Connection connection = connect("alpha");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void acknowledgedRecordsSurviveTheKillingOfKafka() throws Exception {
        try (Producer<String, String> producer = producer()) {
            producer.send(new ProducerRecord<>("study.closed", "1.2.3", "kept")).get();
        }

        parts.kafkaProcess().kill();
        parts.kafkaProcess().launch();
        parts.kafkaProcess().awaitHealthy();

        try (Consumer<String, String> consumer = consumer()) {
            consumer.subscribe(List.of("study.closed"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> consumer.poll(Duration.ofMillis(500)),
                            records -> {
                                for (ConsumerRecord<String, String> record : records) {
                                    assertThat(record.value()).isEqualTo("kept");
                                }
                                return !records.isEmpty();
                            });
        }
    }

    private static void connectSocket(int port) throws Exception {
        new Socket("localhost", port).close();
    }

    private static Connection connect(String name) throws SQLException {
        String url = "jdbc:postgresql://" + parts.host() + ":" + parts.postgresPort() + "/" + name;
        return DriverManager.getConnection(url, name, name);
    }

    private static Producer<String, String> producer() {
        return new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, parts.kafkaBootstrap()),
                new StringSerializer(),
                new StringSerializer());
    }

    private static Consumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        parts.kafkaBootstrap(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "test",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
    }
}
