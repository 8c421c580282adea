package org.radbridge.fhirmapper.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What a PDF needs of a TrueType font (ISO/IEC 14496-22): which glyph a character has, how wide it
 * is, its outline. Lengths are in the font's own units, {@link #unitsPerEm} to the em.
 */
final class TrueTypeFont {
    private static final int SEGMENTS_TO_DELTAS = 4;

    private final ByteBuffer data;
    private final Map<String, Integer> tables = new HashMap<>();
    private final int cmap;

    private TrueTypeFont(byte[] bytes) {
        this.data = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        int count = u16(4);
        for (int i = 0; i < count; i++) {
            int record = 12 + 16 * i;
            byte[] tag = new byte[4];
            data.get(record, tag);
            tables.put(new String(tag, StandardCharsets.US_ASCII), data.getInt(record + 8));
        }
        this.cmap = unicodeMap();
    }

    /** The font kept under this name among the service's resources. */
    static TrueTypeFont read(String resource) {
        try (InputStream in = TrueTypeFont.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the build left out " + resource);
            }
            return new TrueTypeFont(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The glyph of a character; 0, the glyph of what is missing, when the font has none. */
    int glyph(int codePoint) {
        if (codePoint > 0xFFFF) {
            return 0;
        }
        int segments = u16(cmap + 6) / 2;
        int ends = cmap + 14;
        int starts = ends + 2 * segments + 2;
        int low = 0;
        int high = segments - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (u16(ends + 2 * middle) < codePoint) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int start = u16(starts + 2 * low);
        if (start > codePoint || u16(ends + 2 * low) < codePoint) {
            return 0;
        }
        int delta = u16(starts + 2 * segments + 2 * low);
        int rangeAt = starts + SEGMENTS_TO_DELTAS * segments + 2 * low;
        int range = u16(rangeAt);
        if (range == 0) {
            return (codePoint + delta) & 0xFFFF;
        }
        int glyph = u16(rangeAt + range + 2 * (codePoint - start));
        return glyph == 0 ? 0 : (glyph + delta) & 0xFFFF;
    }

    int unitsPerEm() {
        return u16(table("head") + 18);
    }

    /** xMin, yMin, xMax, yMax of all glyphs. */
    int[] boundingBox() {
        int at = table("head") + 36;
        return new int[] {i16(at), i16(at + 2), i16(at + 4), i16(at + 6)};
    }

    int ascent() {
        return i16(table("hhea") + 4);
    }

    int descent() {
        return i16(table("hhea") + 6);
    }

    /** How far a glyph moves the pen. */
    int width(int glyph) {
        return u16(metricOf(glyph));
    }

    /** How far right of the pen a glyph's outline begins. */
    int leftSideBearing(int glyph) {
        int metrics = metrics();
        return glyph < metrics
                ? i16(metricOf(glyph) + 2)
                : i16(table("hmtx") + 4 * metrics + 2 * (glyph - metrics));
    }

    /** A glyph's outline as the {@code glyf} table has it; empty for a blank. */
    ByteBuffer outline(int glyph) {
        int loca = table("loca");
        boolean wide = i16(table("head") + 50) == 1;
        int from = wide ? data.getInt(loca + 4 * glyph) : 2 * u16(loca + 2 * glyph);
        int until = wide ? data.getInt(loca + 4 * glyph + 4) : 2 * u16(loca + 2 * glyph + 2);
        return data.slice(table("glyf") + from, until - from);
    }

    /** A copy of the first bytes of a table. */
    byte[] head(String table, int length) {
        byte[] copy = new byte[length];
        data.get(table(table), copy);
        return copy;
    }

    private int metrics() {
        return u16(table("hhea") + 34);
    }

    private int metricOf(int glyph) {
        return table("hmtx") + 4 * Math.min(glyph, metrics() - 1);
    }

    /** The format 4 subtable of platform 3 (Windows), encoding 1 (Unicode BMP). */
    private int unicodeMap() {
        int at = table("cmap");
        int count = u16(at + 2);
        for (int i = 0; i < count; i++) {
            int record = at + 4 + 8 * i;
            int subtable = at + data.getInt(record + 4);
            if (u16(record) == 3 && u16(record + 2) == 1 && u16(subtable) == 4) {
                return subtable;
            }
        }
        throw new IllegalStateException("the font has no Unicode map of format 4");
    }

    private int table(String tag) {
        Integer at = tables.get(tag);
        if (at == null) {
            throw new IllegalStateException("the font has no table " + tag);
        }
        return at;
    }

    private int u16(int at) {
        return Short.toUnsignedInt(data.getShort(at));
    }

    private int i16(int at) {
        return data.getShort(at);
    }
}
