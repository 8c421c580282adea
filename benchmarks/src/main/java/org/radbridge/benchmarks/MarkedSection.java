package org.radbridge.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a Markdown page between {@code <!-- NAME:begin -->} and {@code <!-- NAME:end -->}:
 * written by a program, while people write the rest.
 */
public record MarkedSection(Path page, String name) {

    /**
     * Puts a text between the markers, in place of what is there.
     *
     * @throws IOException when the page cannot be read or written, or lacks a marker
     */
    public void write(String markdown) throws IOException {
        Files.writeString(page, replaced(Files.readString(page), markdown));
    }

    private String replaced(String text, String markdown) throws IOException {
        String begin = "<!-- " + name + ":begin -->";
        String end = "<!-- " + name + ":end -->";
        int from = text.indexOf(begin);
        int to = text.indexOf(end, Math.max(from, 0));
        if (from < 0 || to < 0) {
            throw new IOException(page + " needs the lines " + begin + " and " + end);
        }
        return text.substring(0, from + begin.length())
                + "\n\n"
                + markdown.strip()
                + "\n\n"
                + text.substring(to);
    }
}
