package org.radbridge.benchmarks.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.ingest.index.IndexEntry;
import org.radbridge.ingest.index.InstanceHeader;

/**
 * An archive without its objects: a hundred studies a day of two series of fifty CT instances,
 * three to a patient. Three of four have UIDs as scanners make them, root, device and counters;
 * every fourth has random ones (2.25).
 */
final class SyntheticArchive implements AutoCloseable {
    static final int PER_SERIES = 50;
    static final int PER_STUDY = 2 * PER_SERIES;
    private static final int STUDIES_PER_PATIENT = 3;
    private static final long ROWS_AT_ONCE = 200_000;

    private static final String FUNCTIONS =
            """
            CREATE FUNCTION synthetic_study(n bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                SELECT CASE WHEN n % 4 = 0
                    THEN '2.25.1' || lpad((('x' || substr(md5(n::text), 1, 15))::bit(60)::bigint)::text, 19, '0')
                        || lpad((('x' || substr(md5(n::text), 17, 15))::bit(60)::bigint)::text, 19, '0')
                    ELSE '1.2.840.113619.2.' || (400 + n % 8) || '.20250101.' || (1000000 + n) END
            $$;
            CREATE FUNCTION synthetic_instance(n bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                SELECT CASE WHEN (n / 100) % 4 = 0 THEN
                    '2.25.2' || lpad((('x' || substr(md5(n::text), 1, 15))::bit(60)::bigint)::text, 19, '0')
                        || lpad((('x' || substr(md5(n::text), 17, 15))::bit(60)::bigint)::text, 19, '0')
                    ELSE synthetic_study(n / 100) || '.' || (n / 50 % 2 + 1) || '.' || (n % 50 + 1) END
            $$;
            -- a hundred studies a day: a thousand days for ten million instances
            CREATE FUNCTION synthetic_time(study bigint) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
                SELECT date_trunc('month', now()) - interval '1000 days' + study * interval '864 seconds'
            $$;
            -- what is added while it is measured has row ids of its own
            SELECT setval(pg_get_serial_sequence(t, c), 1000000000) FROM (VALUES ('patient', 'id'), ('study', 'id'),
                ('series', 'id'), ('instance_identity', 'instance_id')) AS ids(t, c);
            SELECT ensure_instance_partition(date_trunc('month', now()) - m * interval '1 month')
            FROM generate_series(-1, 34) AS m;
            """;

    /** $1 and $2: the first study and the one after the last. */
    private static final List<String> STUDIES =
            List.of(
                    """
                    INSERT INTO patient (id, issuer, value, key, name, birth_date, sex) OVERRIDING SYSTEM VALUE
                    SELECT p + 1, 'synthetic', 'P' || p, md5('P' || p)::uuid, 'NAME' || p % 50000 || '^GIVEN' || p % 997,
                        '19' || lpad((p % 100)::text, 2, '0') || '0101', 'O'
                    FROM (SELECT DISTINCT n / 3 AS p FROM generate_series(?::bigint, ?::bigint - 1) AS n) AS p
                    ON CONFLICT DO NOTHING
                    """,
                    """
                    INSERT INTO study (id, study_instance_uid, patient_id, accession_number, study_date, study_time, study_id,
                        description, referring_physician, state, opened_at, close_due_at) OVERRIDING SYSTEM VALUE
                    SELECT n + 1, synthetic_study(n), n / 3 + 1, 'A' || n, to_char(synthetic_time(n), 'YYYYMMDD'),
                        to_char(synthetic_time(n), 'HH24MISS'), n::text, 'CT THORAX ' || n % 17, 'REFERRER' || n % 300,
                        'CLOSED', synthetic_time(n), synthetic_time(n)
                    FROM generate_series(?::bigint, ?::bigint - 1) AS n
                    """,
                    """
                    INSERT INTO study_step (study_instance_uid, revision, step, at)
                    SELECT synthetic_study(n), 1, step, synthetic_time(n)
                    FROM generate_series(?::bigint, ?::bigint - 1) AS n, unnest(ARRAY['FIRST_INSTANCE', 'CLOSED']) AS step
                    """,
                    """
                    INSERT INTO series (id, study_id, series_instance_uid, modality, series_number, description, body_part,
                        protocol, station, calling_ae) OVERRIDING SYSTEM VALUE
                    SELECT n * 2 + k, n + 1, synthetic_study(n) || '.' || k, 'CT', k, 'AX ' || k, 'CHEST', 'THORAX', 'CT1', 'CT1'
                    FROM generate_series(?::bigint, ?::bigint - 1) AS n, generate_series(1, 2) AS k
                    """);

    private static final List<String> INSTANCES =
            List.of(
                    """
                    INSERT INTO instance_identity (sop_instance_uid, instance_id, study_id, stored_at) OVERRIDING SYSTEM VALUE
                    SELECT synthetic_instance(n), n + 1, n / 100 + 1, synthetic_time(n / 100)
                    FROM generate_series(?::bigint * 100, ?::bigint * 100 - 1) AS n
                    """,
                    """
                    INSERT INTO instance (instance_id, stored_at, study_id, series_id, sop_instance_uid, sop_class_uid,
                        transfer_syntax_uid, instance_number, object_id, object_key, object_size, object_sha256, fingerprint,
                        metadata)
                    SELECT n + 1, synthetic_time(n / 100), n / 100 + 1, n / 50 + 1, synthetic_instance(n),
                        '1.2.840.10008.5.1.4.1.1.2', '1.2.840.10008.1.2.1', n % 50 + 1,
                        (lpad(to_hex(n), 12, '0') || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid,
                        decode(repeat('00', 44), 'hex'), 526336, repeat('0', 64), repeat('0', 64),
                        '{"00200013":{"vr":"IS","Value":[' || n % 50 + 1 || ']}}'
                    FROM generate_series(?::bigint * 100, ?::bigint * 100 - 1) AS n
                    """);

    /** Rows whose ids come from the sequences. */
    private static final List<String> WITHOUT_ADDED =
            List.of(
                    """
                    WITH gone AS (DELETE FROM instance WHERE study_id > 1000000000 RETURNING sop_instance_uid)
                    DELETE FROM instance_identity WHERE sop_instance_uid IN (SELECT sop_instance_uid FROM gone)
                    """,
                    """
                    DELETE FROM study_step
                    WHERE study_instance_uid IN (SELECT study_instance_uid FROM study WHERE id > 1000000000)
                    """,
                    "DELETE FROM series WHERE study_id > 1000000000",
                    "DELETE FROM study WHERE id > 1000000000",
                    "DELETE FROM patient WHERE id > 1000000000",
                    "VACUUM patient, study, series, instance, instance_identity, study_step");

    private final Connection connection;
    private long studies;

    /**
     * @param connection to a database of its own that has the service's tables, all empty
     */
    SyntheticArchive(Connection connection) throws SQLException {
        this.connection = connection;
        execute("SET TimeZone = 'UTC'");
        execute(FUNCTIONS);
    }

    /** Adds studies until there are so many instances. */
    void growTo(long instances) throws SQLException {
        execute("SET synchronous_commit = off");
        long end = instances / PER_STUDY;
        while (studies < end) {
            long next = Math.min(end, studies + ROWS_AT_ONCE / PER_STUDY);
            for (String statement : STUDIES) {
                fill(statement, studies, next);
            }
            for (String statement : INSTANCES) {
                fill(statement, studies, next);
            }
            studies = next;
            System.err.printf("\r%,d instances …", studies * PER_STUDY);
        }
        System.err.println();
        execute("SET synchronous_commit = on");
    }

    /** Makes statistics, and maps where all rows are visible to everybody. */
    void analyze() throws SQLException {
        execute("VACUUM (ANALYZE)");
    }

    /** Takes out what was added while it was measured: no archive grows by being measured. */
    void withoutAdded() throws SQLException {
        for (String statement : WITHOUT_ADDED) {
            execute(statement);
        }
    }

    private void fill(String sql, long from, long until) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, from);
            statement.setLong(2, until);
            statement.executeUpdate();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** How many studies there are: they count from 0. */
    long studies() {
        return studies;
    }

    /** The identifiers of a study as a client names them. */
    Names names(long study) throws SQLException {
        String sql = "SELECT synthetic_study(?), to_char(synthetic_time(?), 'YYYYMMDD')";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, study);
            statement.setLong(2, study);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                String uid = row.getString(1);
                return new Names(
                        uid,
                        uid + ".1",
                        "P" + study / STUDIES_PER_PATIENT,
                        "A" + study,
                        row.getString(2));
            }
        }
    }

    /**
     * A study by all that it is searched by.
     *
     * @param series its first series
     * @param date (0008,0020)
     */
    record Names(String study, String series, String patientId, String accession, String date) {}

    /** The instances of a study, as if they were sent again. */
    List<IndexEntry> again(long study) throws SQLException {
        Names names = names(study);
        List<IndexEntry> entries = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT synthetic_instance(?)")) {
            for (int i = 0; i < PER_SERIES; i++) {
                statement.setLong(1, study * PER_STUDY + i);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    InstanceHeader header =
                            SentInstances.header(
                                    new PatientIdentifier("synthetic", names.patientId()),
                                    names.study(),
                                    names.series(),
                                    row.getString(1),
                                    i + 1);
                    entries.add(SentInstances.entry(header));
                }
            }
        }
        return entries;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** Bytes of the whole database on disk. */
    long bytes() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT pg_database_size(current_database())")) {
            row.next();
            return row.getLong(1);
        }
    }
}
