package org.radbridge.fhirmapper.hl7v2.outbound;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.radbridge.fhirmapper.hl7v2.Hl7v2Config;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.Acknowledgement;
import org.radbridge.fhirmapper.hl7v2.er7.CharacterSets;
import org.radbridge.fhirmapper.hl7v2.mllp.AnswerFrame;
import org.radbridge.fhirmapper.hl7v2.mllp.MllpClient;
import org.radbridge.fhirmapper.hl7v2.mllp.MllpClientOptions;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkHandlers;

/** The systems that results are sent to, each with its connection and its own queue. */
@ApplicationScoped
public class Destinations implements WorkHandlers {
    private static final int LONGEST_ANSWER = 1024 * 1024;

    private final Map<String, Connected> destinations = new TreeMap<>();
    private final OutboundMessages messages;
    private final Pauses pauses;
    private final Database database;

    private record Connected(Destination destination, MllpClient client) {}

    Destinations(
            Vertx vertx,
            Hl7v2Config config,
            OutboundMessages messages,
            Pauses pauses,
            Database database,
            MeterRegistry meters) {
        this.messages = messages;
        this.pauses = pauses;
        this.database = database;
        config.destinations()
                .forEach((name, of) -> {
                    MllpClient client = new MllpClient(vertx, options(of), Destinations::answer);
                    destinations.put(name, new Connected(destination(name, of), client));
                    FunctionCounter.builder("radbridge.hl7v2.strays", client, MllpClient::strays)
                            .description("Acknowledgements that no message waited for")
                            .tag("destination", name)
                            .register(meters);
                    Gauge.builder("radbridge.hl7v2.connected", client, c -> c.isConnected() ? 1 : 0)
                            .description("Whether there is a connection to a destination")
                            .tag("destination", name)
                            .register(meters);
                });
    }

    private static Destination destination(String name, Hl7v2Config.Destination of) {
        return new Destination(
                name,
                of.application(),
                of.facility(),
                CharacterSets.of(of.characterSet())
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "destination " + name + ": unknown character set")),
                of.characterSet(),
                of.acknowledgement() == Hl7v2Config.Acknowledgement.ENHANCED,
                of.documents(),
                of.answerTimeout(),
                of.retryFirst(),
                of.retryLongest(),
                of.mostRefusals());
    }

    private static MllpClientOptions options(Hl7v2Config.Destination of) {
        return new MllpClientOptions(
                of.host(),
                of.port(),
                of.tls().map(tls -> tls.options(false)),
                of.connectTimeout(),
                of.answerTimeout(),
                LONGEST_ANSWER);
    }

    private static Optional<AnswerFrame> answer(byte[] content) {
        return Acknowledgement.of(content)
                .map(answer -> new AnswerFrame(answer.controlId(), content));
    }

    /** All, by name. */
    List<Destination> all() {
        return destinations.values().stream().map(Connected::destination).toList();
    }

    Optional<Destination> of(String name) {
        return Optional.ofNullable(destinations.get(name)).map(Connected::destination);
    }

    /** Whether there is a connection to a destination now. */
    boolean isConnected(String name) {
        return Optional.ofNullable(destinations.get(name))
                .filter(of -> of.client().isConnected())
                .isPresent();
    }

    @Override
    public List<WorkHandler> handlers() {
        return destinations.values().stream()
                .<WorkHandler>map(of ->
                        new SendWork(of.destination(), of.client(), messages, pauses, database))
                .toList();
    }

    @PreDestroy
    void stop() {
        destinations.values().forEach(of -> of.client().close());
    }
}
