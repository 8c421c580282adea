package org.radbridge.kit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Durable effects that tests cause and count. */
@ApplicationScoped
public class TestEffects {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Pool pool;

    TestEffects(Pool pool) {
        this.pool = pool;
    }

    /** Writes an effect in the session's transaction. */
    public Uni<Void> write(Mutiny.Session session, String name, String detail) {
        return session.createNativeQuery("INSERT INTO test_effect (name, detail) VALUES (?1, ?2)")
                .setParameter(1, name)
                .setParameter(2, detail)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The details of all effects of a name, in the order of their writing. */
    public List<String> of(String name) {
        List<String> details = new ArrayList<>();
        pool.preparedQuery("SELECT detail FROM test_effect WHERE name = $1 ORDER BY id")
                .execute(Tuple.of(name))
                .await()
                .atMost(PATIENCE)
                .forEach(row -> details.add(row.getString(0)));
        return details;
    }

    /** Runs any statement. */
    public void sql(String statement) {
        pool.query(statement).execute().await().atMost(PATIENCE);
    }

    /** The first column of the first row. */
    public long count(String query) {
        return pool.query(query).execute().await().atMost(PATIENCE).iterator().next().getLong(0);
    }
}
