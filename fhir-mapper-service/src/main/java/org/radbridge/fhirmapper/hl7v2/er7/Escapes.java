package org.radbridge.fhirmapper.hl7v2.er7;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Escape sequences in text (section 2.7). */
final class Escapes {
    private Escapes() {}

    /** Text without escapes. A sequence that is none stands as it is. */
    static String undo(String text, Delimiters delimiters) {
        char escape = delimiters.escape();
        if (text.indexOf(escape) < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char next = text.charAt(at);
            int end = next == escape ? text.indexOf(escape, at + 1) : -1;
            if (end < 0) {
                plain.append(next);
                at++;
            } else {
                plain.append(meaning(text.substring(at + 1, end), delimiters));
                at = end + 1;
            }
        }
        return plain.toString();
    }

    private static String meaning(String sequence, Delimiters delimiters) {
        return switch (sequence) {
            case "F" -> String.valueOf(delimiters.field());
            case "S" -> String.valueOf(delimiters.component());
            case "R" -> String.valueOf(delimiters.repetition());
            case "E" -> String.valueOf(delimiters.escape());
            case "T" -> String.valueOf(delimiters.subcomponent());
            case ".br", ".sp" -> "\n";
            case "H", "N" -> "";
            default -> hexadecimal(sequence, delimiters);
        };
    }

    private static String hexadecimal(String sequence, Delimiters delimiters) {
        if (sequence.startsWith("X")) {
            try {
                return new String(
                        HexFormat.of().parseHex(sequence.substring(1)),
                        StandardCharsets.ISO_8859_1);
            } catch (IllegalArgumentException _) {
                // No digits: it stands as it is.
            }
        }
        return delimiters.escape() + sequence + delimiters.escape();
    }

    /** Text in which nothing is taken for a delimiter or the end of a segment. */
    static String put(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '|' -> escaped.append("\\F\\");
                case '^' -> escaped.append("\\S\\");
                case '~' -> escaped.append("\\R\\");
                case '\\' -> escaped.append("\\E\\");
                case '&' -> escaped.append("\\T\\");
                case '\r' -> {}
                case '\n' -> escaped.append("\\.br\\");
                default -> {
                    if (c >= ' ') {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }
}
