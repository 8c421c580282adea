package org.radbridge.fhirmapper.document;

import java.util.List;

/**
 * A document to be written.
 *
 * @param title what it is; names nobody, since viewers show titles in lists and windows
 * @param blocks its content, from top to bottom
 * @param footer stands under every page
 */
public record Document(String title, List<Block> blocks, String footer) {
    public Document {
        blocks = List.copyOf(blocks);
    }

    /** A part of a document. */
    public sealed interface Block {

        /** The title of what follows. */
        record Heading(String text) implements Block {}

        /** A paragraph. */
        record Text(String text) implements Block {}

        /** Names with their values, one a line. */
        record Fields(List<Field> fields) implements Block {
            public Fields {
                fields = List.copyOf(fields);
            }
        }

        /** A picture with its caption, which says in words what it shows. */
        record Figure(Picture picture, String caption) implements Block {}

        /** A table; each row has a cell for each column. */
        record Table(List<Column> columns, List<List<String>> rows) implements Block {
            public Table {
                columns = List.copyOf(columns);
                rows = rows.stream().map(List::copyOf).toList();
            }
        }
    }

    /** A value with its name. */
    public record Field(String name, String value) {}

    /**
     * A column of a table.
     *
     * @param name its heading
     * @param share of the width, 0 to 1
     */
    public record Column(String name, double share) {}
}
