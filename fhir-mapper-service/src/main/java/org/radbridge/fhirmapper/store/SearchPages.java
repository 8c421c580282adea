package org.radbridge.fhirmapper.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.EventJson;
import org.radbridge.fhirmapper.search.SearchRequest.Given;

/**
 * Where searches go on: a next link names a row here rather than repeat the search, whose values
 * may identify a patient. A row serves its caller only, for an hour.
 */
@ApplicationScoped
public class SearchPages {
    private static final String KEEP =
            """
            WITH expired AS (
                DELETE FROM fhir_page WHERE created_at < now() - interval '1 hour'
            )
            INSERT INTO fhir_page (id, subject, search)
            VALUES (CAST(?1 AS uuid), CAST(?2 AS text), CAST(?3 AS text))
            """;
    private static final String FIND =
            """
            SELECT search FROM fhir_page
            WHERE id = CAST(?1 AS uuid) AND subject = CAST(?2 AS text)
                AND created_at >= now() - interval '1 hour'
            """;

    /**
     * A search and the place where it goes on.
     *
     * @param type the type that is searched
     * @param parameters the search's parameters
     * @param after the place after which the page starts
     */
    public record Continuation(String type, List<Given> parameters, List<String> after) {}

    /** Keeps a continuation for a caller; returns its id. */
    public Uni<UUID> keep(Mutiny.Session session, String subject, Continuation continuation) {
        UUID id = UUID.randomUUID();
        return session.createNativeQuery(KEEP)
                .setParameter(1, id)
                .setParameter(2, subject)
                .setParameter(3, json(continuation))
                .executeUpdate()
                .replaceWith(id);
    }

    /** A caller's continuation; empty when it is not theirs or has expired. */
    public Uni<Optional<Continuation>> find(Mutiny.Session session, String subject, UUID id) {
        return session.createNativeQuery(FIND, String.class)
                .setParameter(1, id)
                .setParameter(2, subject)
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(SearchPages::continuation));
    }

    private static String json(Continuation continuation) {
        try {
            return EventJson.mapper().writeValueAsString(continuation);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of texts has no JSON form", e);
        }
    }

    private static Continuation continuation(String json) {
        try {
            return EventJson.mapper().readValue(json, Continuation.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored search cannot be read", e);
        }
    }
}
