package org.radbridge.dicom.image.drawing;

/** A colour of sRGB, each part 0 to 255. */
public record Colour(int red, int green, int blue) {
    public static final Colour BLACK = new Colour(0, 0, 0);

    public Colour {
        if ((red | green | blue) < 0 || red > 255 || green > 255 || blue > 255) {
            throw new IllegalArgumentException("a part of a colour is 0 to 255");
        }
    }

    /** The colour a share of the way to another. */
    public Colour towards(Colour other, double share) {
        return new Colour(
                between(red, other.red, share),
                between(green, other.green, share),
                between(blue, other.blue, share));
    }

    private static int between(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }

    /**
     * The colour as DICOM asks for it: L*, a* and b* of CIELab with white point D50, each over 16
     * bits (PS3.3 section C.10.7.1.1).
     */
    public int[] cieLab() {
        double r = linear(red);
        double g = linear(green);
        double b = linear(blue);
        // sRGB to XYZ, adapted from D65 to D50 (Bradford), over the white point
        double x = curve((0.4360747 * r + 0.3850649 * g + 0.1430804 * b) / 0.96422);
        double y = curve(0.2225045 * r + 0.7168786 * g + 0.0606169 * b);
        double z = curve((0.0139322 * r + 0.0971045 * g + 0.7141733 * b) / 0.82521);
        return new int[] {
            sixteenBits((116 * y - 16) / 100),
            sixteenBits((500 * (x - y) + 128) / 255),
            sixteenBits((200 * (y - z) + 128) / 255)
        };
    }

    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static double curve(double t) {
        double edge = 6.0 / 29;
        return t > edge * edge * edge ? Math.cbrt(t) : t / (3 * edge * edge) + 4.0 / 29;
    }

    private static int sixteenBits(double share) {
        return (int) Math.round(65535 * Math.clamp(share, 0, 1));
    }
}
