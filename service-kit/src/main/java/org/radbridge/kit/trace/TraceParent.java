package org.radbridge.kit.trace;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code traceparent} header of W3C Trace Context, as text that a row or a record carries. */
public final class TraceParent {
    /** The header's name, on HTTP and on Kafka. */
    public static final String HEADER = "traceparent";

    private static final W3CTraceContextPropagator PROPAGATOR =
            W3CTraceContextPropagator.getInstance();

    private TraceParent() {}

    /** The header of the current span; empty outside any. */
    public static Optional<String> current() {
        Map<String, String> headers = new HashMap<>();
        PROPAGATOR.inject(
                Context.current(),
                headers,
                (carrier, name, value) -> {
                    if (carrier != null) {
                        carrier.put(name, value);
                    }
                });
        return Optional.ofNullable(headers.get(HEADER));
    }

    /** The context in which what follows belongs to the trace of the header, if there is one. */
    public static Context contextOf(@Nullable String traceParent) {
        if (traceParent == null) {
            return Context.root();
        }
        return PROPAGATOR.extract(Context.root(), traceParent, HeaderGetter.INSTANCE);
    }

    private enum HeaderGetter implements TextMapGetter<String> {
        INSTANCE;

        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return HEADER.equals(key) ? carrier : null;
        }
    }
}
