package org.radbridge.kit.database;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Listens on one PostgreSQL notification channel, over a connection that it keeps out of the pool
 * and opens again when it is lost. The listener is also called after each (re)connection, since
 * what was notified meanwhile went unheard.
 */
public final class Notifications implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Notifications.class);
    private static final long RECONNECT_MILLIS = 500;

    private final Vertx vertx;
    private final Pool pool;
    private final String channel;
    private final Runnable listener;
    private final AtomicReference<@Nullable SqlConnection> connection = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param channel an SQL identifier, not escaped
     * @param listener called on an event loop, which it must not block
     */
    public Notifications(Vertx vertx, Pool pool, String channel, Runnable listener) {
        this.vertx = vertx;
        this.pool = pool;
        this.channel = channel;
        this.listener = listener;
    }

    /** Connects now, and again whenever the connection is lost. */
    public void open() {
        if (closed.get()) {
            return;
        }
        pool.getConnection()
                .chain(this::listenOn)
                .subscribe()
                .with(
                        ignored -> listener.run(),
                        failure -> {
                            LOG.debugf("no connection to listen on %s yet: %s", channel, failure);
                            reconnect();
                        });
    }

    private Uni<Void> listenOn(SqlConnection opened) {
        PgConnection postgres = PgConnection.cast(opened);
        postgres.notificationHandler(ignored -> listener.run());
        postgres.closeHandler(() -> {
            connection.set(null);
            reconnect();
        });
        connection.set(opened);
        return opened.query("LISTEN " + channel)
                .execute()
                .replaceWithVoid()
                .onFailure()
                .call(opened::close);
    }

    private void reconnect() {
        if (!closed.get()) {
            vertx.setTimer(RECONNECT_MILLIS, ignored -> open());
        }
    }

    @Override
    public void close() {
        closed.set(true);
        SqlConnection open = connection.getAndSet(null);
        if (open != null) {
            open.close()
                    .subscribe()
                    .with(ignored -> {}, failure -> LOG.debugf("closing %s: %s", channel, failure));
        }
    }
}
