package org.radbridge.inference.card;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The model repository's cards as they were last read. Reading touches files: call {@link #reload}
 * from a worker thread.
 */
public final class CardRepository {
    private static final String CARD = "model-card.yaml";
    private static final String MODEL_CONFIGURATION = "config.pbtxt";

    private final Path folder;
    private final CardReader reader = new CardReader();
    private volatile Map<String, CardEntry> entries = Map.of();

    public CardRepository(Path folder) {
        this.folder = folder;
    }

    /** What was read last, by model name, in order of the names. */
    public Map<String, CardEntry> entries() {
        return entries;
    }

    /** One model's entry as it was read last. */
    public Optional<CardEntry> find(String model) {
        return Optional.ofNullable(entries.get(model));
    }

    /**
     * Reads every card anew. Folders without a card are no model of ours and are passed over.
     *
     * @throws IOException when the repository itself cannot be read
     */
    public Map<String, CardEntry> reload() throws IOException {
        Map<String, CardEntry> found = new TreeMap<>();
        try (DirectoryStream<Path> models = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path model : models) {
                if (Files.exists(model.resolve(CARD))) {
                    String name = model.getFileName().toString();
                    found.put(name, read(name, model));
                }
            }
        }
        entries = Map.copyOf(found);
        return entries;
    }

    private CardEntry read(String name, Path model) {
        try {
            return new CardEntry.Readable(
                    reader.read(
                            name,
                            Files.readString(model.resolve(CARD)),
                            Files.readString(model.resolve(MODEL_CONFIGURATION))));
        } catch (CardException e) {
            return new CardEntry.Unreadable(name, e.description());
        } catch (IOException e) {
            return new CardEntry.Unreadable(name, "cannot be read: " + e.getMessage());
        }
    }
}
