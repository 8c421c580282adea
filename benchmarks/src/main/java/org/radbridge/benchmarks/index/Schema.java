package org.radbridge.benchmarks.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of ingest-service, made by its own migrations in their own order. */
final class Schema {
    private static final String MIGRATIONS = "ingest-service/src/main/resources";
    private static final String FILE = "file: db/";

    private Schema() {}

    /** Applies the migrations of this checkout to an empty database. */
    static void create(Path root, Connection connection) throws IOException, SQLException {
        Path resources = root.resolve(MIGRATIONS);
        List<String> changelog = Files.readAllLines(resources.resolve("db/changelog.yaml"));
        for (String line : changelog) {
            int file = line.indexOf(FILE);
            // what all services share, events and audit, is no part of the index
            if (file >= 0 && !line.contains("db/kit/")) {
                Path migration =
                        resources.resolve(line.substring(file + "file: ".length()).strip());
                try (Statement statement = connection.createStatement()) {
                    statement.execute(Files.readString(migration));
                }
            }
        }
    }
}
