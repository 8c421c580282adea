package org.radbridge.kit.database;

import io.quarkus.opentelemetry.runtime.QuarkusContextStorage;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs reactive code on a Vert.x context of its own. Hibernate Reactive keeps its session in the
 * context, so two pieces of code that share one would share a session and a transaction.
 */
@ApplicationScoped
public class FreshContext {
    private final Vertx vertx;

    public FreshContext(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Subscribes to what the supplier gives on a new context of the calling event loop, or of any
     * event loop if the caller is not on one. The result comes back on the caller's context.
     */
    public <T> Uni<T> run(Supplier<Uni<T>> work) {
        return run(io.opentelemetry.context.Context.current(), work);
    }

    /** As {@link #run(Supplier)}, with the given trace context rather than the caller's. */
    public <T> Uni<T> run(io.opentelemetry.context.Context trace, Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .emitter(emitter -> {
                    Context caller = Vertx.currentContext();
                    Context fresh = newContext(caller);
                    fresh.runOnContext(ignored -> {
                        QuarkusContextStorage.INSTANCE.attach(fresh, trace);
                        Uni.createFrom()
                                .deferred(work::get)
                                .subscribe()
                                .with(
                                        item -> backOn(caller, () -> emitter.complete(item)),
                                        failure -> backOn(caller, () -> emitter.fail(failure)));
                    });
                });
    }

    private Context newContext(@Nullable Context caller) {
        Context root =
                caller != null && caller.isEventLoopContext()
                        ? VertxContext.getRootContext(caller)
                        : ((VertxInternal) vertx).createEventLoopContext();
        Context fresh = VertxContext.createNewDuplicatedContext(root);
        VertxContextSafetyToggle.setContextSafe(fresh, true);
        return fresh;
    }

    private static void backOn(@Nullable Context caller, Runnable completion) {
        if (caller == null) {
            completion.run();
            return;
        }
        caller.runOnContext(ignored -> completion.run());
    }
}
