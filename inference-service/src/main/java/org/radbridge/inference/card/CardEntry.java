package org.radbridge.inference.card;

/** What lies in one folder of the model repository. */
public sealed interface CardEntry {
    /** The folder's name, which is the model's. */
    String model();

    /** A card that can be worked from. */
    record Readable(ModelCard card) implements CardEntry {
        @Override
        public String model() {
            return card.name();
        }
    }

    /**
     * A card that cannot.
     *
     * @param problem the place in the card and what is wrong there
     */
    record Unreadable(String model, String problem) implements CardEntry {}
}
