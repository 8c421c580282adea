package org.radbridge.devstack.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.radbridge.devstack.part.OptionException;

/** The databases of a running server, seen as its superuser. */
final class PostgresDatabases {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final long BETWEEN_ATTEMPTS_MILLIS = 50;

    private final int port;
    private final String superuser;
    private final List<String> names;

    PostgresDatabases(int port, String superuser, List<String> names) {
        for (String name : names) {
            if (!name.matches("[a-z][a-z0-9_]*")) {
                throw new OptionException("'" + name + "' cannot be a database's name");
            }
        }
        this.port = port;
        this.superuser = superuser;
        this.names = List.copyOf(names);
    }

    /** Returns once the server takes connections; recovery after a crash may come first. */
    void await(CompletableFuture<String> failed) throws IOException, InterruptedException {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (!answer()) {
            if (failed.isDone()) {
                throw new IOException(failed.join());
            }
            if (System.nanoTime() > limit) {
                throw new IOException(
                        "PostgreSQL takes no connections after " + START_LIMIT.toSeconds() + " s");
            }
            Thread.sleep(BETWEEN_ATTEMPTS_MILLIS);
        }
    }

    /** Creates each database and its role unless they exist. */
    void create() throws SQLException {
        try (Connection connection = connect()) {
            for (String name : names) {
                createIfMissing(
                        connection,
                        "SELECT 1 FROM pg_roles WHERE rolname = ?",
                        name,
                        "CREATE ROLE " + name + " LOGIN PASSWORD '" + name + "'");
                createIfMissing(
                        connection,
                        "SELECT 1 FROM pg_database WHERE datname = ?",
                        name,
                        "CREATE DATABASE " + name + " OWNER " + name);
            }
        }
    }

    private static void createIfMissing(
            Connection connection, String question, String name, String command)
            throws SQLException {
        try (PreparedStatement exists = connection.prepareStatement(question);
                Statement create = connection.createStatement()) {
            exists.setString(1, name);
            try (ResultSet found = exists.executeQuery()) {
                if (!found.next()) {
                    create.execute(command);
                }
            }
        }
    }

    /** Whether a query is answered now. */
    boolean answer() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT 1")) {
            return result.next();
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", superuser);
        properties.setProperty("password", superuser);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "20");
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port + "/postgres", properties);
    }
}
