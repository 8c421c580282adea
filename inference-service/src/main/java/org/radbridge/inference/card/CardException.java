package org.radbridge.inference.card;

/** A model card is not what {@code models/README.md} asks for. The message names the place. */
public final class CardException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String place;
    private final String problem;

    CardException(String place, String problem) {
        super(place + ": " + problem);
        this.place = place;
        this.problem = problem;
    }

    /** The place in the card and what is wrong there. */
    String description() {
        return place + ": " + problem;
    }

    boolean isWithin(String outer) {
        return place.startsWith(outer);
    }

    /** The same problem, seen from further outside. */
    CardException within(String outer) {
        return new CardException(outer + "." + place, problem);
    }
}
