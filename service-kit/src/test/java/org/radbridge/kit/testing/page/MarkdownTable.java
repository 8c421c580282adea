package org.radbridge.kit.testing.page;

import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown: its head, and rows of as many cells. */
public record MarkdownTable(List<String> head, List<List<String>> rows) {
    public MarkdownTable {
        head = List.copyOf(head);
        rows = List.copyOf(rows);
        int columns = head.size();
        if (rows.isEmpty() || !rows.stream().allMatch(row -> row.size() == columns)) {
            throw new IllegalArgumentException("rows of " + head + " are none, or of other length");
        }
    }

    public String text() {
        String line = head.stream().map(_ -> "---").collect(Collectors.joining("|", "|", "|"));
        return line(head)
                + line
                + "\n"
                + rows.stream().map(MarkdownTable::line).collect(Collectors.joining()).strip();
    }

    private static String line(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
