package org.radbridge.fhirmapper.store;

import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.fhirmapper.search.SearchFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** SQL under construction; values enter it as parameters only. */
final class SqlText {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_.:-]+");

    /**
     * PostgreSQL takes 65,535 values with a statement; a search with a tenth of them is no search.
     */
    private static final int MOST = 6_000;

    private final StringBuilder sql = new StringBuilder(512);
    private final List<Object> parameters = new ArrayList<>();

    /** Adds SQL that is constant or was returned by {@code bind}. */
    SqlText add(String... parts) {
        for (String part : parts) {
            sql.append(part);
        }
        return this;
    }

    /** A placeholder for text. */
    String bind(String value) {
        return "CAST(" + placeholder(value) + " AS text)";
    }

    /** A placeholder for a number. */
    String bind(int value) {
        return "CAST(" + placeholder(value) + " AS integer)";
    }

    /** A placeholder for an instant. */
    String bind(Instant value) {
        return "CAST(" + placeholder(value.atOffset(ZoneOffset.UTC)) + " AS timestamptz)";
    }

    /** A placeholder for a number of any size and precision. */
    String bind(BigDecimal value) {
        return "CAST(" + placeholder(value) + " AS numeric)";
    }

    /** A placeholder for an id. */
    String bind(UUID value) {
        return "CAST(" + placeholder(value) + " AS uuid)";
    }

    /** A name of ours as it stands: the planner knows how often it occurs. */
    static String constant(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a name of ours has no " + name);
        }
        return "'" + name + "'";
    }

    static String constants(Collection<String> names) {
        return names.stream().map(SqlText::constant).collect(Collectors.joining(", "));
    }

    /** Placeholders for a list. */
    String bind(Collection<String> values) {
        return values.stream().map(this::bind).collect(Collectors.joining(", "));
    }

    /** The rows of a query. */
    Uni<List<Object[]>> rows(Statements statements) {
        return statements.rows(sql.toString(), parameters);
    }

    /** As {@link #rows(Statements)}, within a session. */
    Uni<List<Object[]>> rows(Mutiny.Session session) {
        return rows(Statements.of(session));
    }

    private String placeholder(Object value) {
        if (parameters.size() == MOST) {
            throw new RadbridgeException(SearchFailure.TOO_LARGE, "ask in several searches");
        }
        parameters.add(value);
        return "?" + parameters.size();
    }

    @Override
    public String toString() {
        return sql.toString();
    }
}
