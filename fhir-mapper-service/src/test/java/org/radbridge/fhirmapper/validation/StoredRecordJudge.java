package org.radbridge.fhirmapper.validation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.hl7.fhir.utilities.validation.ValidationMessage.IssueSeverity;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGSimpleDataSource;
import org.radbridge.fhirmapper.testing.FhirJudge;

/**
 * Reads, behind each test class, every version of every resource that the store got since the class
 * before, whoever wrote it, and has HL7's validator judge it: what was wrong on purpose must have
 * been refused, so nothing needs an excuse.
 *
 * <p>Passed over are versions equal to one that was judged, deletions, which have no content, and
 * what a class removes itself: the resources of {@code truth}, drawn at random to hold any value
 * that can be searched for. What the service still writes behind the last class is not seen. The
 * validator is set up as HAPI sets it up, and used again: {@link ResourceValidatorTest} holds its
 * words against those of fresh ones.
 */
public final class StoredRecordJudge implements AfterAllCallback {
    private static final String URL = "jdbc:postgresql://localhost:%s/service";

    /** Transactions commit in another order than they took their numbers. */
    private static final long OUT_OF_ORDER = 1000;

    private static final int MOST_TOLD = 20;

    private static final String SINCE =
            """
            SELECT seq, type, version, CAST(body AS text) AS json FROM fhir_history
            WHERE seq > ? AND NOT deleted ORDER BY seq
            """;

    private static final Set<String> JUDGED = new HashSet<>();
    private static long cursor;

    @Override
    public void afterAll(ExtensionContext context) throws SQLException {
        Optional<String> port =
                Optional.ofNullable(System.getProperty("radbridge.testing.postgres"));
        if (port.isEmpty()) {
            return;
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(URL.formatted(port.get()));
        source.setUser("service");
        source.setPassword("service");
        Thread thread = Thread.currentThread();
        ClassLoader ofTheApplication = thread.getContextClassLoader();
        // HAPI looks for its parts there; those of the application under test are others.
        thread.setContextClassLoader(StoredRecordJudge.class.getClassLoader());
        try (Connection connection = source.getConnection()) {
            if (hasStore(connection)) {
                judge(connection, context.getDisplayName());
            }
        } finally {
            thread.setContextClassLoader(ofTheApplication);
        }
    }

    private static boolean hasStore(Connection connection) throws SQLException {
        try (ResultSet found =
                connection.getMetaData().getTables(null, null, "fhir_history", null)) {
            return found.next();
        }
    }

    private static synchronized void judge(Connection connection, String testClass)
            throws SQLException {
        long begun = System.nanoTime();
        List<String> errors = new ArrayList<>();
        TreeMap<String, Integer> counts = new TreeMap<>();
        connection.setAutoCommit(false);
        try (PreparedStatement query = connection.prepareStatement(SINCE)) {
            query.setFetchSize(500);
            query.setLong(1, cursor - OUT_OF_ORDER);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    cursor = Math.max(cursor, rows.getLong("seq"));
                    String json = rows.getString("json");
                    if (JUDGED.add(hash(json))) {
                        counts.merge(rows.getString("type"), 1, Integer::sum);
                        Pool.errors(json).forEach(error -> errors.add(name(rows) + ": " + error));
                    }
                }
            }
        }
        System.out.printf(
                "judged behind %s in %d ms: %s%n",
                testClass, (System.nanoTime() - begun) / 1_000_000, counts);
        if (!errors.isEmpty()) {
            throw new AssertionError(
                    "%d errors in what was written:%n%s"
                            .formatted(
                                    errors.size(),
                                    String.join("\n", errors.stream().limit(MOST_TOLD).toList())));
        }
    }

    private static String name(ResultSet row) {
        try {
            return row.getString("type") + " version " + row.getInt("version");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hash(String json) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(json.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** R4's definitions are read when there is something to judge. */
    private static final class Pool {
        private static final ValidatorPool VALIDATORS =
                new ValidatorPool(FhirJudge.instance().definitions());

        static List<String> errors(String json) {
            return VALIDATORS.judge(json, Optional.empty()).stream()
                    .filter(Pool::refuses)
                    .map(message -> message.getLocation() + ": " + message.getMessage())
                    .toList();
        }

        private static boolean refuses(ValidationMessage message) {
            return message.getLevel() == IssueSeverity.ERROR
                    || message.getLevel() == IssueSeverity.FATAL;
        }
    }
}
