package org.radbridge.fhirmapper.pacs;

import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All destinations of results, and how to speak with each. */
@ApplicationScoped
public class Destinations {
    private final Map<String, Pacs> byName = new LinkedHashMap<>();

    public Destinations(Vertx vertx, PacsConfig config) {
        add(vertx, new Destination(Destination.PRIMARY, config));
        config.destinations()
                .forEach((name, further) -> add(vertx, new Destination(name, further)));
    }

    private void add(Vertx vertx, Destination destination) {
        if (byName.put(destination.name(), new Pacs(vertx, destination)) != null) {
            throw new IllegalArgumentException(
                    "radbridge.pacs.destinations: the name primary is taken");
        }
    }

    /** All, the primary one first. */
    public List<Pacs> all() {
        return List.copyOf(byName.values());
    }

    /** Empty for a destination that is no longer configured. */
    public Optional<Pacs> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @PreDestroy
    void stop() {
        byName.values().forEach(Pacs::stop);
    }
}
