package org.radbridge.kit.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Up to which length a connection keeps statements prepared. The client's own limit of 2048
 * characters leaves out just those that PostgreSQL takes longest to read and to plan.
 */
@Singleton
class StatementCache implements PgPoolCreator {
    private final int longest;

    /**
     * @param longest in characters
     */
    StatementCache(
            @ConfigProperty(name = "radbridge.database.longest-prepared-statement") int longest) {
        this.longest = longest;
    }

    @Override
    public Pool create(Input input) {
        List<SqlConnectOptions> servers = List.copyOf(input.pgConnectOptionsList());
        servers.forEach(server -> server.setPreparedStatementCacheSqlLimit(longest));
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(servers)
                .using(input.vertx())
                .build();
    }
}
