package org.radbridge.devstack.inference;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads protobuf's text format, in which {@code config.pbtxt} is written: {@code name: value},
 * {@code name { … }}, lists in brackets, comments from {@code #}, adjacent strings as one. The
 * grammar is that of the protobuf text format language specification; extensions and {@code Any}
 * are left out, since model configurations have neither.
 */
final class TextFormatReader {

    private static final int DEEPEST = 32;

    private final String text;
    private int position;
    private int line = 1;

    private TextFormatReader(String text) {
        this.text = text;
    }

    static TextMessage read(String text) throws ConfigException {
        TextFormatReader reader = new TextFormatReader(text);
        TextMessage message = reader.fields('\0', 0);
        reader.skip();
        if (reader.position < text.length()) {
            throw reader.unexpected();
        }
        return message;
    }

    private TextMessage fields(char close, int depth) throws ConfigException {
        if (depth > DEEPEST) {
            throw failure("nested too deeply");
        }
        TextMessage message = new TextMessage();
        skip();
        while (position < text.length() && text.charAt(position) != close) {
            field(message, depth);
            separator();
        }
        return message;
    }

    private void field(TextMessage message, int depth) throws ConfigException {
        String name = name();
        boolean colon = take(':');
        skip();
        if (take('[')) {
            list(message, name, depth);
        } else if (peek() == '{' || peek() == '<') {
            message.add(name, nested(depth));
        } else if (colon) {
            message.add(name, new TextMessage.Value.Scalar(scalar()));
        } else {
            throw unexpected();
        }
    }

    private void list(TextMessage message, String name, int depth) throws ConfigException {
        skip();
        while (!take(']')) {
            if (peek() == '{' || peek() == '<') {
                message.add(name, nested(depth));
            } else {
                message.add(name, new TextMessage.Value.Scalar(scalar()));
            }
            skip();
            if (!take(',') && peek() != ']') {
                throw unexpected();
            }
            skip();
        }
    }

    private TextMessage.Value nested(int depth) throws ConfigException {
        char close = peek() == '{' ? '}' : '>';
        position++;
        TextMessage message = fields(close, depth + 1);
        if (!take(close)) {
            throw unexpected();
        }
        return new TextMessage.Value.Message(message);
    }

    private void separator() {
        skip();
        if (peek() == ',' || peek() == ';') {
            position++;
        }
        skip();
    }

    private String scalar() throws ConfigException {
        char first = peek();
        if (first == '"' || first == '\'') {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            while (peek() == '"' || peek() == '\'') {
                string(bytes);
                skip();
            }
            return bytes.toString(StandardCharsets.UTF_8);
        }
        int begin = position;
        if (first == '-') {
            position++;
        }
        while (position < text.length() && isWord(text.charAt(position))) {
            position++;
        }
        if (begin == position) {
            throw unexpected();
        }
        return text.substring(begin, position);
    }

    private void string(ByteArrayOutputStream bytes) throws ConfigException {
        char quote = text.charAt(position++);
        while (peek() != quote) {
            if (position >= text.length() || peek() == '\n') {
                throw failure("string does not end");
            }
            int character = text.codePointAt(position);
            position += Character.charCount(character);
            if (character == '\\') {
                bytes.write(escaped());
            } else {
                bytes.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
            }
        }
        position++;
    }

    private int escaped() throws ConfigException {
        if (position >= text.length()) {
            throw failure("string does not end");
        }
        char character = text.charAt(position++);
        return switch (character) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '\\', '"', '\'', '?' -> character;
            default -> throw failure("unknown escape \\" + character);
        };
    }

    private String name() throws ConfigException {
        int begin = position;
        while (position < text.length() && isWord(text.charAt(position))) {
            position++;
        }
        if (begin == position) {
            throw unexpected();
        }
        String name = text.substring(begin, position);
        skip();
        return name;
    }

    private static boolean isWord(char character) {
        return Character.isLetterOrDigit(character) || "_.+-".indexOf(character) >= 0;
    }

    private char peek() {
        return position < text.length() ? text.charAt(position) : '\0';
    }

    private boolean take(char wanted) {
        if (position < text.length() && text.charAt(position) == wanted) {
            position++;
            return true;
        }
        return false;
    }

    private void skip() {
        while (position < text.length()) {
            char character = text.charAt(position);
            if (character == '#') {
                int end = text.indexOf('\n', position);
                position = end < 0 ? text.length() : end;
            } else if (Character.isWhitespace(character)) {
                line += character == '\n' ? 1 : 0;
                position++;
            } else {
                return;
            }
        }
    }

    private ConfigException unexpected() {
        return failure(
                position < text.length()
                        ? "unexpected '" + text.charAt(position) + "'"
                        : "unexpected end");
    }

    private ConfigException failure(String what) {
        return new ConfigException("config.pbtxt, line " + line + ": " + what);
    }
}
