package org.radbridge.fhirmapper.result;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tells all listeners, one after the other: they share the transaction's session. */
@ApplicationScoped
public class ResultListeners {
    private final List<ResultListener> listeners;

    public ResultListeners(@All List<ResultListener> listeners) {
        this.listeners = listeners;
    }

    /** Calls every listener; the transaction fails when one does. */
    public Uni<Void> changed(Mutiny.Session session, ResultChange change) {
        Uni<Void> told = Uni.createFrom().voidItem();
        for (ResultListener listener : listeners) {
            told = told.chain(() -> listener.changed(session, change));
        }
        return told;
    }
}
