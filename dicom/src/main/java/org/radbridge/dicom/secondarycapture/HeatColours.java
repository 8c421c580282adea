package org.radbridge.dicom.secondarycapture;

import java.util.List;
import org.radbridge.dicom.image.drawing.Colour;

/** The colours of heat: blue is cold, red is hot. */
final class HeatColours {
    private static final List<Colour> STOPS =
            List.of(
                    new Colour(0, 0, 160),
                    new Colour(0, 160, 255),
                    new Colour(90, 230, 90),
                    new Colour(255, 220, 0),
                    new Colour(230, 0, 0));

    private HeatColours() {}

    /**
     * @param heat 0 to 1
     */
    static Colour of(double heat) {
        double place = Math.clamp(heat, 0, 1) * (STOPS.size() - 1);
        int below = Math.min((int) place, STOPS.size() - 2);
        return STOPS.get(below).towards(STOPS.get(below + 1), place - below);
    }
}
