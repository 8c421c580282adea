package org.radbridge.inference.card;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The cards in the checkout. */
public final class CommittedCards {
    private CommittedCards() {}

    /** The model repository of this checkout. */
    public static Path repository() {
        return Path.of(System.getProperty("radbridge.root"), "models", "repository");
    }

    /** One of its cards. */
    public static ModelCard read(String model) throws IOException {
        Path folder = repository().resolve(model);
        return new CardReader()
                .read(
                        model,
                        Files.readString(folder.resolve("model-card.yaml")),
                        Files.readString(folder.resolve("config.pbtxt")));
    }

    /** Eighteen labels on single images. */
    public static ModelCard chest() throws IOException {
        return read("chest_radiograph_reference");
    }

    /** Six labels on the slices of a series. */
    public static ModelCard headCt() throws IOException {
        return read("head_ct_haemorrhage_reference");
    }
}
