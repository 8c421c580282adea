package org.radbridge.ingest.priors;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The region that images show, coarse enough that two radiographers name the same one. Recognised
 * by the words of Body Part Examined (PS3.16 annex L) and by what people write in descriptions, in
 * English, German, French and Spanish.
 */
enum BodyRegion {
    HEAD("head", "brain", "skull", "cranium", "schaedel", "schädel", "hirn", "tete", "cerebr"),
    NECK("neck", "cspine", "cervical", "hals", "cuello"),
    CHEST("chest", "thorax", "lung", "heart", "cardiac", "breast", "rib", "torax", "poumon"),
    ABDOMEN("abdomen", "liver", "kidney", "pelvis", "becken", "bauch", "abdominal"),
    SPINE("spine", "lspine", "tspine", "lumbar", "wirbel", "rachis", "columna"),
    UPPER_EXTREMITY("hand", "wrist", "arm", "elbow", "shoulder", "humerus", "finger", "schulter"),
    LOWER_EXTREMITY("leg", "knee", "ankle", "foot", "hip", "femur", "tibia", "knie", "fuss"),
    TEETH("tooth", "teeth", "jaw", "mandible", "dental", "zahn", "dent");

    private final List<String> words;

    BodyRegion(String... words) {
        this.words = List.of(words);
    }

    /** The regions that a text names; none when it names none that is known. */
    static Set<BodyRegion> in(@Nullable String text) {
        Set<BodyRegion> regions = EnumSet.noneOf(BodyRegion.class);
        if (text == null) {
            return regions;
        }
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+")) {
            for (BodyRegion region : values()) {
                if (region.words.stream().anyMatch(word::startsWith)) {
                    regions.add(region);
                }
            }
        }
        return regions;
    }
}
