package org.radbridge.dicom.image.codec.j2k;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.image.codec.ImageException;

/**
 * What a main header says, or a tile's headers on top of it: a tile's component first, then the
 * tile, then the main header's component, then the main header (A.6.1 to A.6.5).
 */
final class Parameters {

    /** Progression order changes of one header, far more than resolutions and components ask. */
    private static final int MAX_PROGRESSIONS = 64;

    private static final int MULTIPLE_HT_SETS = 1 << 13;

    private final @Nullable Parameters main;
    private final int components;
    private @Nullable CodingDefaults defaults;
    private final @Nullable CodingStyle[] styles;
    private @Nullable Quantization quantization;
    private final @Nullable Quantization[] quantizations;
    private final @Nullable Integer[] shifts;
    private final List<ProgressionVolume> progressions = new ArrayList<>();

    Parameters(int components, @Nullable Parameters main) {
        this.components = components;
        this.main = main;
        this.styles = new @Nullable CodingStyle[components];
        this.quantizations = new @Nullable Quantization[components];
        this.shifts = new @Nullable Integer[components];
    }

    /** Takes a marker segment in; those that say nothing about decoding are passed by. */
    void read(int marker, SegmentBytes bytes) {
        switch (marker) {
            case Marker.CAP -> checkCapabilities(bytes);
            case Marker.COD -> defaults = CodingDefaults.read(bytes);
            case Marker.COC -> {
                int component = component(bytes);
                styles[component] = CodingStyle.read(bytes, (bytes.u8() & 1) != 0);
            }
            case Marker.QCD -> quantization = Quantization.read(bytes);
            case Marker.QCC -> quantizations[component(bytes)] = Quantization.read(bytes);
            case Marker.RGN -> {
                int component = component(bytes);
                if (bytes.u8() != 0) {
                    throw ImageException.malformed("JPEG 2000 region of interest style");
                }
                shifts[component] = bytes.u8();
            }
            case Marker.POC -> {
                while (bytes.remaining() > 0) {
                    if (progressions.size() == MAX_PROGRESSIONS) {
                        throw ImageException.unsupported("JPEG 2000 progression order changes");
                    }
                    progressions.add(ProgressionVolume.read(bytes, components));
                }
            }
            default -> {
                // comments, pointers and lengths: none is needed
            }
        }
    }

    /** Ccap15 (T.814 annex A): more than one HT set in a code-block is not decoded. */
    private static void checkCapabilities(SegmentBytes bytes) {
        int parts = (int) bytes.u32();
        if ((parts & 1 << 32 - 15) == 0) {
            return;
        }
        for (int before = Integer.bitCount(parts >>> 32 - 14); before > 0; before--) {
            bytes.u16();
        }
        if ((bytes.u16() & MULTIPLE_HT_SETS) != 0) {
            throw ImageException.unsupported("HTJ2K with more than one HT set");
        }
    }

    private int component(SegmentBytes bytes) {
        int component = bytes.component(components);
        if (component >= components) {
            throw ImageException.malformed("JPEG 2000 component index");
        }
        return component;
    }

    CodingDefaults defaults() {
        if (defaults != null) {
            return defaults;
        }
        if (main == null) {
            throw ImageException.malformed("JPEG 2000 without COD");
        }
        return main.defaults();
    }

    CodingStyle style(int component) {
        CodingStyle own = styles[component];
        if (own != null) {
            return own;
        }
        return defaults != null || main == null ? defaults().style() : main.style(component);
    }

    Quantization quantization(int component) {
        Quantization own =
                quantizations[component] != null ? quantizations[component] : quantization;
        if (own != null) {
            return own;
        }
        if (main == null) {
            throw ImageException.malformed("JPEG 2000 without QCD");
        }
        return main.quantization(component);
    }

    /** s of the Maxshift method (H.1), 0 without a region of interest. */
    int regionShift(int component) {
        Integer own = shifts[component];
        if (own != null) {
            return own;
        }
        return main == null ? 0 : main.regionShift(component);
    }

    List<ProgressionVolume> progressions() {
        if (!progressions.isEmpty()) {
            return progressions;
        }
        return main != null ? main.progressionsOf(defaults()) : progressionsOf(defaults());
    }

    private List<ProgressionVolume> progressionsOf(CodingDefaults coding) {
        return progressions.isEmpty()
                ? List.of(ProgressionVolume.everything(coding))
                : progressions;
    }
}
