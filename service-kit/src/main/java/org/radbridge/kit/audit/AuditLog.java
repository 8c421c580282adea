package org.radbridge.kit.audit;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.Lane;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.outbox.Outbox;

/** Records accesses. No answer leaves the service before its record is durable. */
@ApplicationScoped
public class AuditLog {
    private final Outbox outbox;
    private final Database database;

    public AuditLog(Outbox outbox, Database database) {
        this.outbox = outbox;
        this.database = database;
    }

    /** Records an access in the transaction that makes it. */
    public Uni<Void> record(Mutiny.Session session, AuditRecorded entry) {
        return outbox.append(session, entry, Lane.ROUTINE);
    }

    /** Records an access in a transaction of its own. */
    public Uni<Void> record(AuditRecorded entry) {
        return database.inTransaction(session -> record(session, entry));
    }
}
