package org.radbridge.benchmarks.index;

import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Archives of several sizes, each in a database of its own on one PostgreSQL server. */
final class Archives implements AutoCloseable {
    private static final String DATABASE = "index";
    private static final String SUPERUSER = "postgres";
    private static final int CONNECTIONS = 4;

    private final int port;
    private final Vertx vertx = Vertx.vertx();
    private final List<SyntheticArchive> archives = new ArrayList<>();

    /**
     * @param port of the server, which has {@link #databases(int)}
     */
    Archives(int port) {
        this.port = port;
    }

    /** The names of the databases, with commas between them. */
    static String databases(int count) {
        return IntStream.range(0, count)
                .mapToObj(Archives::database)
                .collect(Collectors.joining(","));
    }

    private static String database(int number) {
        return DATABASE + number;
    }

    /** Makes the archives. Their statistics are fresh then, and all they hold is on disk. */
    void fill(Path root, List<Long> sizes) throws IOException, SQLException {
        for (long size : sizes) {
            Connection connection = connect(database(archives.size()), database(archives.size()));
            Schema.create(root, connection);
            SyntheticArchive archive = new SyntheticArchive(connection);
            archives.add(archive);
            archive.growTo(size);
        }
        // no row is visible to all, so that its index alone tells of it, before its commit is on
        // disk
        checkpoint();
        for (SyntheticArchive archive : archives) {
            archive.analyze();
        }
        checkpoint();
    }

    private void checkpoint() throws SQLException {
        try (Connection superuser = connect("postgres", SUPERUSER);
                Statement statement = superuser.createStatement()) {
            statement.execute("CHECKPOINT");
        }
    }

    private Connection connect(String database, String user) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port + "/" + database, user, user);
    }

    /** In the order of the sizes. */
    List<SyntheticArchive> all() {
        return List.copyOf(archives);
    }

    /** Connections as the service has them: each statement is prepared once. */
    Pool pool(SyntheticArchive archive) {
        String database = database(archives.indexOf(archive));
        return Pool.newInstance(
                PgBuilder.pool()
                        .with(new PoolOptions().setMaxSize(CONNECTIONS))
                        .connectingTo(
                                new PgConnectOptions()
                                        .setHost("localhost")
                                        .setPort(port)
                                        .setDatabase(database)
                                        .setUser(database)
                                        .setPassword(database)
                                        .setCachePreparedStatements(true))
                        .using(vertx)
                        .build());
    }

    @Override
    public void close() throws SQLException {
        vertx.close();
        for (SyntheticArchive archive : archives) {
            archive.close();
        }
    }
}
