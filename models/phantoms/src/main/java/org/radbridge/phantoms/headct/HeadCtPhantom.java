package org.radbridge.phantoms.headct;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.radbridge.phantoms.plane.Mask;
import org.radbridge.phantoms.plane.Plane;
import org.radbridge.phantoms.plane.SplitMix64;

/**
 * A synthetic axial head CT: a seed and the haemorrhages to draw. Slices are drawn one by one, so
 * memory stays bounded.
 */
public final class HeadCtPhantom {
    /** Slices of a series, from the base of the skull to the crown. */
    public static final int SLICES = 24;

    /** Millimetres between slices. */
    public static final double SLICE_SPACING = 5;

    /** The side of the square field of view, in millimetres. */
    public static final double FIELD_OF_VIEW = 230;

    /** A slice has a label when at least this much of it, in mm², is that haemorrhage. */
    public static final double LEAST_AREA = 30;

    private static final double TRUTH = 0.5;
    private static final double NORMAL = 0.3;

    private final long seed;
    private final HeadAnatomy anatomy;
    private final List<Bleed> bleeds;
    private final double cosine;
    private final double sine;
    private final double shiftX;
    private final double shiftY;
    private final double noise;

    private HeadCtPhantom(long seed, Set<Haemorrhage> kinds) {
        this.seed = seed;
        this.anatomy = new HeadAnatomy(seed);
        this.bleeds = kinds.stream().map(kind -> Bleeds.draw(seed, kind, anatomy)).toList();
        SplitMix64 random = SplitMix64.of(seed, "posture");
        double angle = random.between(-0.12, 0.12);
        cosine = StrictMath.cos(angle);
        sine = StrictMath.sin(angle);
        shiftX = random.between(-7, 7);
        shiftY = random.between(-7, 7);
        noise = random.between(2.5, 5);
    }

    /** A head with exactly these haemorrhages; {@link Haemorrhage#ANY} follows from the others. */
    public static HeadCtPhantom of(long seed, Set<Haemorrhage> kinds) {
        Set<Haemorrhage> ordered = EnumSet.noneOf(Haemorrhage.class);
        ordered.addAll(kinds);
        ordered.remove(Haemorrhage.ANY);
        return new HeadCtPhantom(seed, ordered);
    }

    /**
     * One of a made-up population: three in ten normal, the others with one kind of haemorrhage, a
     * quarter of them with two. The reference model has learnt from and is judged on this
     * population.
     */
    public static HeadCtPhantom ofPopulation(long seed) {
        SplitMix64 random = SplitMix64.of(seed, "case");
        Set<Haemorrhage> kinds = EnumSet.noneOf(Haemorrhage.class);
        if (!random.chance(NORMAL)) {
            int count = random.chance(0.25) ? 2 : 1;
            for (int kind = 0; kind < count; kind++) {
                kinds.add(Haemorrhage.values()[1 + random.below(Haemorrhage.values().length - 1)]);
            }
        }
        return new HeadCtPhantom(seed, kinds);
    }

    /** The height of a slice above the head's centre; slice 0 is the lowest. */
    public static double height(int slice) {
        return -50 + slice * SLICE_SPACING;
    }

    /**
     * Draws one slice.
     *
     * @param slice 0 (base) to {@link #SLICES} − 1 (crown)
     * @param size rows and columns
     */
    public HeadCtSlice draw(int slice, int size) {
        double z = height(slice);
        double width = anatomy.width(z);
        double spacing = FIELD_OF_VIEW / size;
        Plane image = new Plane(size, size);
        Mask intracranial = new Mask(size, size);
        Map<Haemorrhage, BitSet> drawn = new EnumMap<>(Haemorrhage.class);
        SplitMix64 grain = SplitMix64.of(seed, "grain " + slice);
        for (int row = 0; row < size; row++) {
            double down = (row + 0.5 - size / 2.0) * spacing - shiftY;
            for (int column = 0; column < size; column++) {
                double right = (column + 0.5 - size / 2.0) * spacing - shiftX;
                double x = cosine * right + sine * down;
                double y = cosine * down - sine * right;
                int pixel = row * size + column;
                double fromSkull = anatomy.brainDistance(x, y, width);
                double value = anatomy.value(x, y, z, width);
                if (fromSkull < 1.5) {
                    value = bleed(value, x, y, z, fromSkull, width, pixel, drawn);
                    intracranial.pixels().set(pixel, fromSkull < 0);
                }
                image.values()[pixel] = (float) (value + noise * grain.bell());
            }
        }
        return new HeadCtSlice(image, labelled(drawn, size, spacing), intracranial, z);
    }

    private double bleed(
            double healthy,
            double x,
            double y,
            double z,
            double fromSkull,
            double width,
            int pixel,
            Map<Haemorrhage, BitSet> drawn) {
        double value = healthy;
        for (Bleed bleed : bleeds) {
            double swelling = bleed.swelling(x, y, z);
            value -= swelling * Math.max(0, Math.min(12, value - 14));
            double extent = bleed.extent(x, y, z, fromSkull, width);
            if (extent > 0) {
                value += extent * Math.max(0, bleed.density() - value);
                if (extent >= TRUTH && fromSkull < 0) {
                    drawn.computeIfAbsent(bleed.kind(), kind -> new BitSet()).set(pixel);
                }
            }
        }
        return value;
    }

    private static Map<Haemorrhage, Mask> labelled(
            Map<Haemorrhage, BitSet> drawn, int size, double spacing) {
        Map<Haemorrhage, Mask> lesions = new EnumMap<>(Haemorrhage.class);
        drawn.forEach((kind, pixels) -> {
            Mask mask = new Mask(size, size, pixels);
            if (mask.area() * spacing * spacing >= LEAST_AREA) {
                lesions.put(kind, mask);
                lesions.merge(Haemorrhage.ANY, mask, Mask::or);
            }
        });
        return lesions;
    }
}
