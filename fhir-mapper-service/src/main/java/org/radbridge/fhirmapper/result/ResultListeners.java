package org.radbridge.fhirmapper.result;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
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
        return each(listener -> listener.changed(session, change));
    }

    /** As {@link #changed}, when only the documents of an edition were written anew. */
    public Uni<Void> documented(Mutiny.Session session, ResultChange change) {
        return each(listener -> listener.documented(session, change));
    }

    private Uni<Void> each(Function<ResultListener, Uni<Void>> call) {
        Uni<Void> told = Uni.createFrom().voidItem();
        for (ResultListener listener : listeners) {
            told = told.chain(() -> call.apply(listener));
        }
        return told;
    }
}
