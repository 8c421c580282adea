package org.radbridge.ingest.index;

/** The statement of {@link IndexBatch}. */
final class IndexSql {
    /** The function of db/040-add-instances.sql: commits what it writes. */
    static final String ADD_INSTANCES =
            """
            SELECT known_uid, known_study, known_fingerprint FROM add_instances(
                $1, $2, $3, $4, $5, $6,
                $7, $8, $9, $10, $11, $12, $13,
                $14, $15, $16, $17, $18, $19, $20, $21, $22,
                $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33,
                $34)
            """;

    private IndexSql() {}
}
