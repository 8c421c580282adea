package org.radbridge.phantoms.chest;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.radbridge.phantoms.plane.Mask;
import org.radbridge.phantoms.plane.Plane;
import org.radbridge.phantoms.plane.Shapes;
import org.radbridge.phantoms.plane.SmoothNoise;
import org.radbridge.phantoms.plane.SplitMix64;

/**
 * A synthetic frontal chest radiograph: a seed, the findings to draw, and whether a pneumothorax is
 * one under tension (large, the mediastinum pushed to the other side).
 */
public final class ChestPhantom {
    private static final double TRUTH = 0.5;
    private static final double NORMAL = 0.25;

    private final long seed;
    private final ChestAnatomy anatomy;
    private final Skeleton skeleton;
    private final List<Sign> signs;

    private ChestPhantom(long seed, Set<ChestFinding> drawn, boolean tension) {
        SplitMix64 sides = SplitMix64.of(seed, "sides");
        int collapsed = sides.sign();
        int raised = sides.sign();
        double shift = tension ? -collapsed * sides.between(20, 30) : 0;
        this.seed = seed;
        this.anatomy =
                new ChestAnatomy(
                        seed, drawn, shift, drawn.contains(ChestFinding.ATELECTASIS) ? raised : 0);
        this.skeleton = new Skeleton(seed, anatomy, drawn.contains(ChestFinding.FRACTURE));
        this.signs = new ArrayList<>();
        for (ChestFinding finding : drawn) {
            SplitMix64 random = SplitMix64.of(seed, "finding:" + finding.label());
            signs.add(
                    switch (finding) {
                        case ATELECTASIS -> DiffuseSigns.atelectasis(random, anatomy, raised);
                        case CONSOLIDATION -> AirspaceSigns.consolidation(random, anatomy);
                        case INFILTRATION -> AirspaceSigns.infiltration(random, anatomy);
                        case PNEUMOTHORAX ->
                                PleuralSigns.pneumothorax(random, anatomy, collapsed, tension);
                        case EDEMA -> AirspaceSigns.edema(random, anatomy);
                        case EMPHYSEMA -> DiffuseSigns.emphysema(random);
                        case FIBROSIS -> DiffuseSigns.fibrosis(random, anatomy);
                        case EFFUSION -> PleuralSigns.effusion(random, anatomy);
                        case PNEUMONIA -> AirspaceSigns.pneumonia(random, anatomy);
                        case PLEURAL_THICKENING -> PleuralSigns.thickening(random, anatomy);
                        case CARDIOMEGALY -> new HeartSigns.Cardiomegaly(anatomy);
                        case NODULE -> FocalSigns.nodule(random, anatomy);
                        case MASS -> FocalSigns.mass(random, anatomy);
                        case HERNIA -> FocalSigns.hernia(random, anatomy);
                        case LUNG_LESION -> FocalSigns.cavity(random, anatomy);
                        case FRACTURE -> FocalSigns.fracture(skeleton);
                        case LUNG_OPACITY -> AirspaceSigns.veil(random, anatomy);
                        case ENLARGED_CARDIOMEDIASTINUM ->
                                new HeartSigns.EnlargedCardiomediastinum(anatomy);
                    });
        }
    }

    /** A chest with exactly these findings drawn, and what they imply true as well. */
    public static ChestPhantom of(long seed, Set<ChestFinding> findings) {
        return new ChestPhantom(seed, ordered(findings), false);
    }

    /** A chest with a pneumothorax under tension, and other findings drawn as well. */
    public static ChestPhantom tensionPneumothorax(long seed, Set<ChestFinding> others) {
        Set<ChestFinding> drawn = ordered(others);
        drawn.add(ChestFinding.PNEUMOTHORAX);
        return new ChestPhantom(seed, drawn, true);
    }

    /**
     * One of a made-up population: a quarter normal, the others with one to four findings, each
     * equally likely. The reference model has learnt from and is judged on this population.
     */
    public static ChestPhantom ofPopulation(long seed) {
        SplitMix64 random = SplitMix64.of(seed, "case");
        Set<ChestFinding> findings = EnumSet.noneOf(ChestFinding.class);
        if (!random.chance(NORMAL)) {
            int count = 1;
            while (count < 4 && random.chance(0.45)) {
                count++;
            }
            for (int finding = 0; finding < count; finding++) {
                findings.add(ChestFinding.values()[random.below(ChestFinding.values().length)]);
            }
        }
        boolean tension = findings.contains(ChestFinding.PNEUMOTHORAX) && random.chance(0.35);
        return new ChestPhantom(seed, findings, tension);
    }

    private static Set<ChestFinding> ordered(Set<ChestFinding> findings) {
        Set<ChestFinding> ordered = EnumSet.noneOf(ChestFinding.class);
        ordered.addAll(findings);
        return ordered;
    }

    /** Draws it; the longer side shows 400 mm whatever the matrix. */
    public ChestRadiograph draw(int rows, int columns) {
        Posture posture = Posture.draw(seed, rows, columns);
        Plane vessels = Vessels.draw(seed, anatomy, posture);
        Plane image = new Plane(rows, columns);
        Mask body = new Mask(rows, columns);
        Map<ChestFinding, BitSet> drawn = new EnumMap<>(ChestFinding.class);
        Exposure exposure = new Exposure(seed);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double x = posture.x(row, column);
                double y = posture.y(row, column);
                int pixel = row * columns + column;
                double inside = Shapes.fade(anatomy.bodyDistance(x, y), 8);
                double density = 0;
                if (inside > 0) {
                    density = inside * tissue(x, y, vessels.values()[pixel], pixel, drawn);
                    body.pixels().set(pixel, inside >= TRUTH);
                }
                image.values()[pixel] = (float) exposure.brightness(x, y, density);
            }
        }
        return new ChestRadiograph(image, labelled(drawn, rows, columns), body, posture.spacing());
    }

    private double tissue(
            double x, double y, double vessel, int pixel, Map<ChestFinding, BitSet> drawn) {
        double lung = anatomy.lung(x, y);
        double density = 0.60 - anatomy.aeration * lung + skeleton.density(x, y);
        density += 0.09 * Shapes.fade(anatomy.heartDistance(x, y), 6);
        density += 0.05 * Shapes.fade(anatomy.mediastinumDistance(x, y), 6);
        density -= airways(x, y);
        double visible = lung;
        for (Sign sign : signs) {
            double extent = sign.extent(x, y, lung);
            density += sign.density(x, y, extent, lung);
            if (extent >= TRUTH) {
                drawn.computeIfAbsent(sign.finding(), finding -> new BitSet()).set(pixel);
            }
            if (sign.hidesVessels()) {
                visible *= 1 - extent;
            }
        }
        return density + visible * vessel;
    }

    private double airways(double x, double y) {
        double trachea =
                Shapes.fade(Math.abs(x - anatomy.shift * Shapes.step((y + 150) / 80)) - 7, 3)
                        * Shapes.step((-25 - y) / 10);
        double bubble = Shapes.fade(Shapes.ellipse(x - 62, y - anatomy.domeTop(1) - 32, 26, 15), 5);
        return 0.08 * trachea + 0.16 * bubble;
    }

    private static Map<ChestFinding, Mask> labelled(
            Map<ChestFinding, BitSet> drawn, int rows, int columns) {
        Map<ChestFinding, Mask> lesions = new EnumMap<>(ChestFinding.class);
        drawn.forEach((finding, pixels) -> {
            Mask mask = new Mask(rows, columns, pixels);
            finding.closure().forEach(label -> lesions.merge(label, mask, Mask::or));
        });
        return lesions;
    }

    /** How the exposure turns density into brightness: level, contrast, curve, grain. */
    private static final class Exposure {
        private final double gain;
        private final double offset;
        private final double curve;
        private final double grain;
        private final SmoothNoise tissue;
        private final SmoothNoise fineGrain;

        Exposure(long seed) {
            SplitMix64 random = SplitMix64.of(seed, "exposure");
            gain = random.between(0.9, 1.12);
            offset = random.between(0.02, 0.06);
            curve = random.between(-0.35, 0.35);
            grain = random.between(0.015, 0.045);
            tissue = new SmoothNoise(random.next(), 45);
            fineGrain = new SmoothNoise(random.next(), 1.7);
        }

        double brightness(double x, double y, double density) {
            double uneven = density * (1 + 0.10 * (tissue.at(x, y) - 0.5));
            double value = offset + gain * (uneven + curve * uneven * (1 - uneven));
            return Math.clamp(value + grain * (fineGrain.at(x, y) - 0.5) * 2, 0, 1);
        }
    }
}
