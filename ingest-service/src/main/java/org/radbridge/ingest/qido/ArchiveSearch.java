package org.radbridge.ingest.qido;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.ingest.dicomweb.DicomWebFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** Searches what is stored. */
@ApplicationScoped
public class ArchiveSearch {
    private static final String CANCELED = "57014";

    private final Pool pool;
    private final QidoConfig config;

    public ArchiveSearch(Pool pool, QidoConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /**
     * The results of a search.
     *
     * @param results in the order of the archive
     * @param remaining how many more there are; {@link SearchStatement#isCountedOut} tells whether
     *     counting stopped
     */
    public record Found(List<DataSet> results, long remaining) {
        public Found {
            results = List.copyOf(results);
        }
    }

    /**
     * Searches.
     *
     * @param url makes an absolute URL of a path below the DICOMweb base
     */
    public Uni<Found> find(SearchRequest request, UnaryOperator<String> url) {
        if (request.limit() == 0) {
            return Uni.createFrom().item(new Found(List.of(), 0));
        }
        SearchStatement statement = new SearchStatement(request);
        SearchResults results = new SearchResults(request, statement.asksForPatientCounts(), url);
        return statement.mayBeSlow()
                ? pool.withTransaction(connection ->
                                connection
                                        .query(
                                                "SET LOCAL statement_timeout = "
                                                        + config.timeout().toMillis())
                                        .execute()
                                        .chain(() -> find(connection, statement, request, results)))
                        .onFailure(ArchiveSearch::isCanceled)
                        .transform(ArchiveSearch::tooBroad)
                : find(pool, statement, request, results);
    }

    private static Uni<Found> find(
            SqlClient client,
            SearchStatement statement,
            SearchRequest request,
            SearchResults results) {
        return client.preparedQuery(statement.sql())
                .execute(statement.parameters())
                .chain(rows -> {
                    List<DataSet> found = page(rows, request.limit(), results);
                    return rows.size() <= request.limit()
                            ? Uni.createFrom().item(new Found(found, 0))
                            : client.preparedQuery(statement.remainder())
                                    .execute(statement.parameters())
                                    .map(count ->
                                            new Found(found, count.iterator().next().getLong(0)));
                });
    }

    private static List<DataSet> page(RowSet<Row> rows, int limit, SearchResults results) {
        List<DataSet> page = new ArrayList<>();
        for (Row row : rows) {
            if (page.size() == limit) {
                break;
            }
            page.add(results.of(row));
        }
        return page;
    }

    private static boolean isCanceled(Throwable failure) {
        return failure instanceof PgException sql && CANCELED.equals(sql.getSqlState());
    }

    private static Throwable tooBroad(Throwable canceled) {
        return new RadbridgeException(
                DicomWebFailure.QUERY_TOO_BROAD,
                "name a patient, a study or a date beside keys that have no index",
                canceled);
    }
}
