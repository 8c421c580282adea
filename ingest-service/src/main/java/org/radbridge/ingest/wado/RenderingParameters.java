package org.radbridge.ingest.wado;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.radbridge.dicom.image.Viewport;
import org.radbridge.dicom.image.Viewport.Region;
import org.radbridge.dicom.image.Window;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.ingest.dicomweb.DicomWebFailure;
import org.radbridge.ingest.dicomweb.Exchange;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * What a client says of the pictures that it wants (PS3.18 section 8.3.5.1).
 *
 * @param window instead of the image's own
 * @param viewport the size, and what of the image; as it is when empty
 * @param quality of a lossy type, 1 to 100
 */
record RenderingParameters(Optional<Window> window, Optional<Viewport> viewport, int quality) {
    /** Names of those that are taken. */
    static final List<String> NAMES = List.of("window", "viewport", "quality");

    /** Those that PS3.18 lets a server pass over, as long as it says so. */
    private static final List<String> PASSED_OVER = List.of("annotation", "iccprofile");

    private static final int QUALITY = 90;
    private static final int LARGEST_QUALITY = 100;

    /** Ends beyond every image: a region without extent goes to the image's edge. */
    private static final double TO_THE_EDGE = 1 << 16;

    /** Reads them; what is malformed is a 400, and what is not supported a warning. */
    static RenderingParameters of(Exchange exchange) {
        PASSED_OVER.stream()
                .filter(name -> exchange.query(name).isPresent())
                .forEach(
                        name -> exchange.warn("The following parameter is not supported: " + name));
        try {
            return new RenderingParameters(
                    exchange.query("window").map(RenderingParameters::window),
                    exchange.query("viewport").map(RenderingParameters::viewport),
                    exchange.query("quality").map(RenderingParameters::quality).orElse(QUALITY));
        } catch (NumberFormatException | ImageException malformed) {
            throw wrong("window, viewport and quality are numbers, and a function");
        }
    }

    /** These, in a viewport when they name none. */
    RenderingParameters orWithin(int side) {
        return new RenderingParameters(
                window, viewport.or(() -> Optional.of(Viewport.of(side, side))), quality);
    }

    private static Window window(String value) {
        String[] parts = value.split(",", -1);
        if (parts.length != 3) {
            throw wrong("window=center,width,function");
        }
        Window.Function function =
                switch (parts[2].toLowerCase(Locale.ROOT)) {
                    case "linear" -> Window.Function.LINEAR;
                    case "linear-exact" -> Window.Function.LINEAR_EXACT;
                    case "sigmoid" -> Window.Function.SIGMOID;
                    default -> throw wrong("the function is linear, linear-exact or sigmoid");
                };
        return new Window(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), function);
    }

    private static Viewport viewport(String value) {
        String[] parts = value.split(",", -1);
        if (parts.length < 2 || parts.length > 6) {
            throw wrong("viewport=vw,vh,sx,sy,sw,sh");
        }
        Optional<Region> region =
                parts.length == 2
                        ? Optional.empty()
                        : Optional.of(
                                new Region(
                                        number(parts, 2, 0),
                                        number(parts, 3, 0),
                                        number(parts, 4, TO_THE_EDGE),
                                        number(parts, 5, TO_THE_EDGE)));
        if (region.filter(part -> part.left() < 0 || part.top() < 0).isPresent()) {
            throw wrong("a viewport's region begins inside the image");
        }
        return new Viewport(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), region);
    }

    private static double number(String[] parts, int at, double absent) {
        if (at >= parts.length || parts[at].isEmpty()) {
            return absent;
        }
        double number = Double.parseDouble(parts[at]);
        if (!Double.isFinite(number)) {
            throw new NumberFormatException();
        }
        return number;
    }

    private static int quality(String value) {
        int quality = Integer.parseInt(value);
        if (quality < 1 || quality > LARGEST_QUALITY) {
            throw wrong("quality is 1 to 100");
        }
        return quality;
    }

    private static RadbridgeException wrong(String detail) {
        return new RadbridgeException(DicomWebFailure.INVALID_QUERY, detail);
    }
}
