package org.radbridge.ingest.qido;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;

/** Makes queries of the identifiers of C-FIND, on the same statements as QIDO-RS. */
@ApplicationScoped
public class ArchiveQueries {
    private static final int AT_A_TIME = 200;

    private final ArchiveSearch archive;
    private final Pool pool;

    ArchiveQueries(ArchiveSearch archive, Pool pool) {
        this.archive = archive;
        this.pool = pool;
    }

    /**
     * A query for everybody's objects.
     *
     * @throws org.radbridge.kit.failure.RadbridgeException {@code invalid-query} when a value is
     *     none of its attribute's
     */
    public ArchiveQuery of(QueryLevel level, DataSet identifier) {
        Identifier read = Identifier.of(identifier);
        SearchParameters parameters = SearchParameters.read(read.parameters(), AT_A_TIME);
        return switch (level) {
            case PATIENT -> new OfPatients(read, new PatientStatement(parameters.keys()));
            case STUDY -> new OfLevel(read, Level.STUDY, parameters);
            case SERIES -> new OfLevel(read, Level.SERIES, parameters);
            case IMAGE -> new OfLevel(read, Level.INSTANCE, parameters);
        };
    }

    private abstract static class Of implements ArchiveQuery {
        final Identifier identifier;

        Of(Identifier identifier) {
            this.identifier = identifier;
        }

        @Override
        public boolean isIgnoringKeys() {
            return identifier.isIgnoring();
        }

        @Override
        public String keys() {
            return identifier.parameters().stream()
                    .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                    .collect(Collectors.joining("&"));
        }

        /** What was asked for; empty where the archive has nothing (PS3.4 section C.4.1.1.3.2). */
        DataSet match(DataSet found) {
            DataSet match = new DataSet().put(Tag.SpecificCharacterSet, "ISO_IR 192");
            for (int tag : identifier.asked()) {
                found.element(tag).ifPresentOrElse(match::put, () -> match.put(tag));
            }
            return match;
        }
    }

    private final class OfLevel extends Of {
        private final Level level;
        private final SearchParameters parameters;

        OfLevel(Identifier identifier, Level level, SearchParameters parameters) {
            super(identifier);
            this.level = level;
            this.parameters = parameters;
        }

        @Override
        public Uni<Page> page(int offset) {
            return archive.find(request(offset), UnaryOperator.identity())
                    .map(found ->
                            new Page(
                                    found.results().stream().map(this::match).toList(),
                                    found.remaining() > 0));
        }

        private SearchRequest request(int offset) {
            return new SearchRequest(
                    level,
                    null,
                    null,
                    null,
                    parameters.keys(),
                    parameters.include(),
                    parameters.includeAll(),
                    parameters.fuzzy(),
                    parameters.limit(),
                    offset);
        }
    }

    private final class OfPatients extends Of {
        private final PatientStatement statement;

        OfPatients(Identifier identifier, PatientStatement statement) {
            super(identifier);
            this.statement = statement;
        }

        @Override
        public boolean isIgnoringKeys() {
            return super.isIgnoringKeys() || statement.isIgnoringKeys();
        }

        @Override
        public Uni<Page> page(int offset) {
            return pool.preparedQuery(statement.sql(AT_A_TIME + 1, offset))
                    .execute(statement.parameters())
                    .map(rows -> {
                        List<DataSet> found = PatientStatement.results(rows);
                        boolean more = found.size() > AT_A_TIME;
                        return new Page(
                                (more ? found.subList(0, AT_A_TIME) : found)
                                        .stream().map(this::match).toList(),
                                more);
                    });
        }
    }
}
