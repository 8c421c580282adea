package org.radbridge.dicom.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table of one row for each sample file, printed and kept as Markdown beside the test reports.
 */
public final class SampleTable {

    private final String name;
    private final String columns;
    private final SortedMap<String, String> rows = new TreeMap<>();

    /**
     * @param columns the columns after the file's own, parted by {@code |}
     */
    public SampleTable(String name, String columns) {
        this.name = name;
        this.columns = columns;
    }

    public synchronized void row(Path file, String cells) {
        rows.put(file.getParent().getFileName() + "/" + file.getFileName(), cells);
    }

    /** Writes {@code target/NAME.md}. */
    public void write() {
        StringBuilder table = new StringBuilder("| File | ").append(columns).append(" |\n");
        table.append("| --- ".repeat(columns.split("\\|").length + 1)).append("|\n");
        rows.forEach((file, cells) -> table.append("| %s | %s |\n".formatted(file, cells)));
        System.out.println("\n" + table);
        try {
            Files.writeString(Path.of("target", name + ".md"), table);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
