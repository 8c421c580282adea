package org.radbridge.phantoms.chest;

import java.util.Set;
import org.radbridge.phantoms.plane.Shapes;
import org.radbridge.phantoms.plane.SplitMix64;

/**
 * One patient's chest: where the body, the lungs, the heart and the mediastinum lie. Findings that
 * change the shape of something (a large heart, a raised or flat diaphragm, a shifted mediastinum)
 * are part of it. Distances are in millimetres, negative inside.
 */
final class ChestAnatomy {
    /** Half the width of the chest inside the ribs. */
    final double chestWall;

    final double lungSemiWidth;
    final double apex;
    final double heartX;
    final double heartY;
    final double heartLong;
    final double heartShort;
    final double heartCosine;
    final double heartSine;
    final double shift;
    final double mediastinumHalfWidth;
    final double mediastinumBulge;
    final double aeration;
    final double markings;
    private final double[] domeTop;
    private final double[] domeFall;
    private final double shoulder;

    ChestAnatomy(long seed, Set<ChestFinding> drawn, double shift, int raisedSide) {
        SplitMix64 random = SplitMix64.of(seed, "anatomy");
        boolean emphysema = drawn.contains(ChestFinding.EMPHYSEMA);
        this.shift = shift;
        lungSemiWidth = random.between(54, 63);
        chestWall = 6 + 2 * lungSemiWidth;
        apex = random.between(-135, -120);
        shoulder = random.between(155, 175);

        double raised = random.between(16, 30);
        double lowered = random.between(16, 26);
        double rightTop = random.between(68, 80) + (emphysema ? lowered : 0);
        double leftTop = rightTop + random.between(6, 12);
        double fall = random.between(26, 36) * (emphysema ? 0.3 : 1);
        domeTop =
                new double[] {
                    rightTop - (raisedSide < 0 ? raised : 0),
                    leftTop - (raisedSide > 0 ? raised : 0)
                };
        domeFall = new double[] {fall, fall};

        double enlarged = random.between(1.38, 1.62);
        double size = random.between(0.9, 1.04) * (emphysema ? 0.85 : 1);
        if (drawn.contains(ChestFinding.CARDIOMEGALY)) {
            size = enlarged;
        }
        double tilt = random.between(0.55, 0.8);
        heartCosine = StrictMath.cos(tilt);
        heartSine = StrictMath.sin(tilt);
        heartLong = 60 * size;
        heartShort = 45 * size;
        heartX = random.between(16, 22) + 6 * (size - 1) + shift;
        heartY = random.between(38, 46) + (emphysema ? 12 : 0) - 14 * (size - 1);

        mediastinumHalfWidth = random.between(21, 27) * (emphysema ? 0.9 : 1);
        double bulge = random.between(17, 30);
        mediastinumBulge = drawn.contains(ChestFinding.ENLARGED_CARDIOMEDIASTINUM) ? bulge : 0;
        aeration = random.between(0.33, 0.40);
        markings = random.between(0.8, 1.2) * (emphysema ? 0.4 : 1);
    }

    static double sideOf(double x) {
        return x < 0 ? -1 : 1;
    }

    double bodyDistance(double x, double y) {
        double shoulders = (shoulder - 50) * Shapes.step((y + 172) / 55);
        double waist = 6 * Shapes.step((y + 90) / 60);
        return Math.abs(x) - (50 + shoulders - waist);
    }

    double lungCentre(double side) {
        return side * (6 + lungSemiWidth);
    }

    /** Where the dome of the diaphragm lies below a place of the chest. */
    double diaphragm(double side, double x) {
        int index = side < 0 ? 0 : 1;
        double across = (x - lungCentre(side)) / lungSemiWidth;
        return domeTop[index] + domeFall[index] * across * across;
    }

    double domeTop(double side) {
        return domeTop[side < 0 ? 0 : 1];
    }

    /** Distance to the pleura along the chest wall, whatever lies below or in the middle. */
    double pleuraDistance(double side, double x, double y) {
        double centreY = 0;
        double u = (x - lungCentre(side)) / lungSemiWidth;
        double v = (y - centreY) / (y < centreY ? centreY - apex : 150);
        double squares = u * u + v * v;
        if (y >= centreY) {
            squares = Math.sqrt(u * u * u * u + v * v * v * v);
        }
        return (Math.sqrt(squares) - 1) * lungSemiWidth;
    }

    double lungDistance(double side, double x, double y) {
        double wall = Math.max(pleuraDistance(side, x, y), y - diaphragm(side, x));
        double middle = Math.min(heartDistance(x, y), mediastinumDistance(x, y));
        return Math.max(wall, -middle);
    }

    /** How much of a place is aerated lung, 0 to 1. */
    double lung(double x, double y) {
        return Shapes.fade(lungDistance(sideOf(x - shift * 0.5), x, y), 3);
    }

    double heartDistance(double x, double y) {
        double dx = x - heartX;
        double dy = y - heartY;
        return Shapes.ellipse(
                heartCosine * dx + heartSine * dy,
                heartCosine * dy - heartSine * dx,
                heartLong,
                heartShort);
    }

    double mediastinumDistance(double x, double y) {
        double bulging = Shapes.step((y + 125) / 45) * Shapes.step((10 - y) / 50);
        double width = mediastinumHalfWidth + mediastinumBulge * bulging;
        double band = Math.abs(x - shift * Shapes.step((y + 150) / 80)) - width;
        double knob = Shapes.ellipse(x - 23 - shift - mediastinumBulge * 0.5, y + 58, 13, 15);
        return Math.min(band, knob);
    }
}
