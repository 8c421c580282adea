package org.radbridge.dicom.image.drawing;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Capital letters, digits and signs, drawn by hand: five pixels wide and seven high in a cell with
 * room to the next. Small letters are shown as capitals, letters with accents without them, and
 * what is not drawn as a question mark.
 */
public final class BitmapFont {
    /** Of a character's cell. */
    public static final int WIDTH = 6;

    /** Of a character's cell. */
    public static final int HEIGHT = 9;

    private static final int DRAWN_WIDTH = 5;
    private static final int DRAWN_HEIGHT = 7;

    private record Row(String characters, String drawing) {}

    private static final List<Row> ROWS =
            List.of(
                    new Row(
                            "ABCDEFGHIJKLM",
                            """
                             ###  ####   #### ####  ##### #####  #### #   # ##### ##### #   # #     #   #
                            #   # #   # #     #   # #     #     #     #   #   #       # #  #  #     ## ##
                            #   # #   # #     #   # #     #     #     #   #   #       # # #   #     # # #
                            ##### ####  #     #   # ####  ####  #  ## #####   #       # ##    #     # # #
                            #   # #   # #     #   # #     #     #   # #   #   #   #   # # #   #     #   #
                            #   # #   # #     #   # #     #     #   # #   #   #   #   # #  #  #     #   #
                            #   # ####   #### ####  ##### #      #### #   # #####  ###  #   # ##### #   #
                            """),
                    new Row(
                            "NOPQRSTUVWXYZ",
                            """
                            #   #  ###  ####   ###  ####   #### ##### #   # #   # #   # #   # #   # #####
                            ##  # #   # #   # #   # #   # #       #   #   # #   # #   # #   # #   #     #
                            ##  # #   # #   # #   # #   # #       #   #   # #   # #   #  # #   # #     #
                            # # # #   # ####  #   # ####   ###    #   #   # #   # # # #   #     #     #
                            #  ## #   # #     # # # # #       #   #   #   # #   # # # #  # #    #    #
                            #  ## #   # #     #  #  #  #      #   #   #   #  # #  ## ## #   #   #   #
                            #   #  ###  #      ## # #   # ####    #    ###    #   #   # #   #   #   #####
                            """),
                    new Row(
                            "0123456789.,:",
                            """
                             ###    #    ###   ###     #  #####  ###  #####  ###   ###
                            #   #  ##   #   # #   #   ##  #     #         # #   # #   #
                            #  ##   #       #     #  # #  ####  #         # #   # #   #               #
                            # # #   #      #    ##  #  #      # ####     #   ###   ####
                            ##  #   #     #       # #####     # #   #   #   #   #     #
                            #   #   #    #    #   #    #  #   # #   #   #   #   #     #         ##    #
                             ###   ###  #####  ###     #   ###   ###    #    ###   ###    #     #
                            """),
                    new Row(
                            "-+/()%<>=?'_!",
                            """
                                            #    #   #    ##  #    #   #           ###    #           #
                                    #       #   #     #   ##  #   #     #         #   #   #           #
                                    #      #   #       #     #   #       #  #####     #               #
                            ##### #####   #    #       #    #   #         #          #                #
                                    #    #     #       #   #     #       #  #####   #                 #
                                    #   #       #     #   #  ##   #     #
                                        #        #   #    #  ##    #   #            #         #####   #
                            """));

    private static final Map<Integer, boolean[]> GLYPHS = glyphs();
    private static final boolean[] BLANK = new boolean[DRAWN_WIDTH * DRAWN_HEIGHT];

    private BitmapFont() {}

    private static Map<Integer, boolean[]> glyphs() {
        Map<Integer, boolean[]> glyphs = new HashMap<>();
        for (Row row : ROWS) {
            List<String> lines = row.drawing().lines().toList();
            for (int i = 0; i < row.characters().length(); i++) {
                glyphs.put((int) row.characters().charAt(i), cut(lines, i));
            }
        }
        glyphs.put((int) ' ', new boolean[DRAWN_WIDTH * DRAWN_HEIGHT]);
        return Map.copyOf(glyphs);
    }

    private static boolean[] cut(List<String> lines, int index) {
        boolean[] glyph = new boolean[DRAWN_WIDTH * DRAWN_HEIGHT];
        for (int y = 0; y < DRAWN_HEIGHT; y++) {
            String line = lines.get(y);
            for (int x = 0; x < DRAWN_WIDTH; x++) {
                int at = index * WIDTH + x;
                glyph[y * DRAWN_WIDTH + x] = at < line.length() && line.charAt(at) == '#';
            }
        }
        return glyph;
    }

    /** Whether a pixel of a character's cell is drawn. */
    static boolean isSet(int codePoint, int column, int row) {
        int y = row - 1;
        boolean drawn = column < DRAWN_WIDTH && y >= 0 && y < DRAWN_HEIGHT;
        return drawn && glyph(codePoint)[y * DRAWN_WIDTH + column];
    }

    private static boolean[] glyph(int codePoint) {
        if (Character.getType(codePoint) == Character.NON_SPACING_MARK) {
            return BLANK;
        }
        int base =
                Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFD)
                        .codePointAt(0);
        boolean[] glyph = GLYPHS.get(Character.toUpperCase(base));
        return glyph == null ? GLYPHS.getOrDefault((int) '?', BLANK) : glyph;
    }
}
