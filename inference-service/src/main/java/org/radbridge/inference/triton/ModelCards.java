package org.radbridge.inference.triton;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.radbridge.inference.card.CardEntry;
import org.radbridge.inference.card.CardRepository;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** The repository's cards for code that must not wait for files. */
@ApplicationScoped
public class ModelCards {
    private final CardRepository repository;

    public ModelCards(@ConfigProperty(name = "radbridge.models.repository") Path folder) {
        this.repository = new CardRepository(folder);
    }

    /** The cards as they were last read, by model name. */
    public Map<String, CardEntry> entries() {
        return repository.entries();
    }

    /** Reads the cards anew, on a worker thread. */
    public Uni<Map<String, CardEntry>> reload() {
        return Uni.createFrom()
                .item(this::read)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onFailure(UncheckedIOException.class)
                .transform(failure ->
                        new RadbridgeException(
                                TritonFailure.REPOSITORY_UNREADABLE,
                                "the model repository cannot be read",
                                failure));
    }

    private Map<String, CardEntry> read() {
        try {
            return repository.reload();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One model's card; the files are read anew unless a readable one is known. */
    Uni<CardEntry> find(String model) {
        Optional<CardEntry> known =
                repository.find(model).filter(entry -> entry instanceof CardEntry.Readable);
        if (known.isPresent()) {
            return Uni.createFrom().item(known.get());
        }
        return reload().map(entries -> {
            CardEntry entry = entries.get(model);
            if (entry == null) {
                throw new PermanentFailure(
                        TritonFailure.MODEL_MISSING,
                        model + ": the repository holds no card of it");
            }
            return entry;
        });
    }
}
