package org.radbridge.fhirmapper.document;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The part of a font that a document uses, as a font of its own with its glyphs numbered anew from
 * 0. Hinting is left out: print and screens of today do without, and a page of text stays at a few
 * kilobytes.
 */
final class FontSubset {
    private static final int WHITE_SQUARE = 0x25A1;
    private static final int MORE_COMPONENTS = 0x0020;
    private static final int ARGUMENTS_ARE_WORDS = 0x0001;
    private static final int ONE_SCALE = 0x0008;
    private static final int TWO_SCALES = 0x0040;
    private static final int MATRIX = 0x0080;
    private static final int INSTRUCTIONS = 0x0100;
    private static final int CHECKSUM_MAGIC = 0xB1B0AFBA;

    private final TrueTypeFont font;

    /** The font's glyph of each of ours. */
    private final List<Integer> glyphs = new ArrayList<>(List.of(0));

    private final Map<Integer, Integer> numbers = new HashMap<>(Map.of(0, 0));
    private final NavigableMap<Integer, Integer> characters = new TreeMap<>();

    FontSubset(TrueTypeFont font) {
        this.font = font;
    }

    /** Our number of a character's glyph, which is taken in if it is new. */
    int use(int codePoint) {
        return characters.computeIfAbsent(shown(codePoint), c -> number(font.glyph(c)));
    }

    /** Each of our glyphs with the first character that uses it. */
    NavigableMap<Integer, Integer> characterOfGlyph() {
        NavigableMap<Integer, Integer> found = new TreeMap<>();
        characters.forEach((character, glyph) -> found.putIfAbsent(glyph, character));
        return found;
    }

    /** How far our glyphs move the pen, in thousandths of the em. */
    List<Integer> widths() {
        return glyphs.stream().map(glyph -> thousandths(font.width(glyph))).toList();
    }

    /** How far a character moves the pen, in thousandths of the em. */
    int advance(int codePoint) {
        return thousandths(font.width(font.glyph(shown(codePoint))));
    }

    /**
     * A square stands for what the font lacks: PDF/A does not allow the glyph of what is missing.
     */
    private int shown(int codePoint) {
        return font.glyph(codePoint) == 0 ? WHITE_SQUARE : codePoint;
    }

    int thousandths(int units) {
        return Math.round(units * 1000f / font.unitsPerEm());
    }

    /** The font file. */
    byte[] write() {
        List<byte[]> outlines = new ArrayList<>();
        // A compound glyph takes in its parts, which may be compound in turn.
        for (int i = 0; i < glyphs.size(); i++) {
            outlines.add(outline(font.outline(glyphs.get(i))));
        }
        int total = 0;
        ByteBuffer loca = ByteBuffer.allocate(4 * (outlines.size() + 1));
        ByteBuffer hmtx = ByteBuffer.allocate(4 * outlines.size());
        for (int i = 0; i < outlines.size(); i++) {
            loca.putInt(total);
            total += outlines.get(i).length;
            hmtx.putShort((short) font.width(glyphs.get(i)));
            hmtx.putShort((short) font.leftSideBearing(glyphs.get(i)));
        }
        loca.putInt(total);
        ByteBuffer glyf = ByteBuffer.allocate(total);
        outlines.forEach(glyf::put);
        byte[] head = font.head("head", 54);
        ByteBuffer.wrap(head).putInt(8, 0).putShort(50, (short) 1);
        byte[] hhea = font.head("hhea", 36);
        ByteBuffer.wrap(hhea).putShort(34, (short) outlines.size());
        byte[] maxp = font.head("maxp", 32);
        ByteBuffer.wrap(maxp).putShort(4, (short) outlines.size());
        Map<String, byte[]> tables = new LinkedHashMap<>();
        tables.put("glyf", glyf.array());
        tables.put("head", head);
        tables.put("hhea", hhea);
        tables.put("hmtx", hmtx.array());
        tables.put("loca", loca.array());
        tables.put("maxp", maxp);
        return file(tables);
    }

    private int number(int glyph) {
        return numbers.computeIfAbsent(
                glyph,
                g -> {
                    glyphs.add(g);
                    return glyphs.size() - 1;
                });
    }

    private byte[] outline(ByteBuffer original) {
        if (original.remaining() == 0) {
            return new byte[0];
        }
        int contours = original.getShort(0);
        byte[] written = contours < 0 ? compound(original) : simple(original, contours);
        int padded = (written.length + 3) & ~3;
        return Arrays.copyOf(written, padded);
    }

    private static byte[] simple(ByteBuffer original, int contours) {
        int instructionsAt = 10 + 2 * contours;
        int instructions = Short.toUnsignedInt(original.getShort(instructionsAt));
        int rest = original.limit() - instructionsAt - 2 - instructions;
        byte[] copy = new byte[instructionsAt + 2 + rest];
        original.get(0, copy, 0, instructionsAt);
        original.get(instructionsAt + 2 + instructions, copy, instructionsAt + 2, rest);
        return copy;
    }

    private byte[] compound(ByteBuffer original) {
        byte[] copy = new byte[original.limit()];
        original.get(0, copy);
        ByteBuffer out = ByteBuffer.wrap(copy);
        int at = 10;
        int flags;
        do {
            flags = Short.toUnsignedInt(out.getShort(at));
            out.putShort(at, (short) (flags & ~INSTRUCTIONS));
            out.putShort(at + 2, (short) number(Short.toUnsignedInt(out.getShort(at + 2))));
            at += 4 + ((flags & ARGUMENTS_ARE_WORDS) == 0 ? 2 : 4) + scaleBytes(flags);
        } while ((flags & MORE_COMPONENTS) != 0);
        return Arrays.copyOf(copy, at);
    }

    private static int scaleBytes(int flags) {
        if ((flags & ONE_SCALE) != 0) {
            return 2;
        }
        if ((flags & TWO_SCALES) != 0) {
            return 4;
        }
        return (flags & MATRIX) != 0 ? 8 : 0;
    }

    private static byte[] file(Map<String, byte[]> tables) {
        int count = tables.size();
        int power = Integer.highestOneBit(count);
        ByteBuffer directory = ByteBuffer.allocate(12 + 16 * count);
        directory.putInt(0x00010000);
        directory.putShort((short) count);
        directory.putShort((short) (16 * power));
        directory.putShort((short) Integer.numberOfTrailingZeros(power));
        directory.putShort((short) (16 * (count - power)));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int headAt = 0;
        for (Map.Entry<String, byte[]> table : tables.entrySet()) {
            int at = directory.capacity() + body.size();
            if (table.getKey().equals("head")) {
                headAt = at;
            }
            directory.put(table.getKey().getBytes(StandardCharsets.US_ASCII));
            directory.putInt(checksum(table.getValue()));
            directory.putInt(at);
            directory.putInt(table.getValue().length);
            body.writeBytes(Arrays.copyOf(table.getValue(), padded(table.getValue())));
        }
        ByteBuffer file = ByteBuffer.allocate(directory.capacity() + body.size());
        file.put(directory.array()).put(body.toByteArray());
        file.putInt(headAt + 8, CHECKSUM_MAGIC - checksum(file.array()));
        return file.array();
    }

    private static int padded(byte[] table) {
        return (table.length + 3) & ~3;
    }

    private static int checksum(byte[] bytes) {
        ByteBuffer words = ByteBuffer.wrap(Arrays.copyOf(bytes, padded(bytes)));
        int sum = 0;
        while (words.hasRemaining()) {
            sum += words.getInt();
        }
        return sum;
    }
}
