package org.radbridge.fhirmapper.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.EventJson;
import org.radbridge.fhirmapper.search.SearchRequest;
import org.radbridge.fhirmapper.search.SearchRequest.Given;

/**
 * Where searches go on: a next link names a row here rather than repeat the search, whose values
 * may identify a patient. A row serves its caller only, for an hour.
 */
@ApplicationScoped
public class SearchPages {
    /** No keys were noted yet. */
    static final UUID NO_KEYS = new UUID(0, 0);

    /** Keys that a set goes on from are kept as long as the newest page that needs them. */
    private static final String NOTE =
            """
            WITH expired AS (
                DELETE FROM fhir_page_keys WHERE created_at < now() - interval '2 hours'
            )
            INSERT INTO fhir_page_keys (id, keys)
            SELECT CAST(?1 AS uuid),
                COALESCE((SELECT keys FROM fhir_page_keys WHERE id = CAST(?2 AS uuid)), '{}')
                    || CAST(string_to_array(CAST(?3 AS text), ',') AS bigint[])
            """;

    private static final String KEEP =
            """
            WITH expired AS (
                DELETE FROM fhir_page WHERE created_at < now() - interval '1 hour'
            ), kept AS (
                UPDATE fhir_page_keys SET created_at = now()
                WHERE id = CAST(?4 AS uuid) AND created_at < now() - interval '5 minutes'
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
     * @param place where the page starts
     */
    public record Continuation(String type, List<Given> parameters, PagePlace place) {}

    /** Keeps where a caller's search goes on; returns the page's id. */
    public Uni<UUID> keep(
            Mutiny.Session session, String subject, SearchRequest request, SearchPage.Next next) {
        return noted(session, next)
                .chain(place ->
                        keep(
                                session,
                                subject,
                                new Continuation(request.type(), request.understood(), place)));
    }

    private static Uni<PagePlace> noted(Mutiny.Session session, SearchPage.Next next) {
        PagePlace place = next.place();
        if (next.found().isEmpty()) {
            return Uni.createFrom().item(place);
        }
        UUID id = UUID.randomUUID();
        String found = next.found().stream().map(String::valueOf).collect(Collectors.joining(","));
        return session.createNativeQuery(NOTE)
                .setParameter(1, id)
                .setParameter(2, place.keys())
                .setParameter(3, found)
                .executeUpdate()
                .replaceWith(
                        new PagePlace(
                                id,
                                place.position(),
                                place.noted(),
                                place.after(),
                                place.begun(),
                                place.total()));
    }

    private static Uni<UUID> keep(
            Mutiny.Session session, String subject, Continuation continuation) {
        UUID id = UUID.randomUUID();
        return session.createNativeQuery(KEEP)
                .setParameter(1, id)
                .setParameter(2, subject)
                .setParameter(3, json(continuation))
                .setParameter(4, continuation.place().keys())
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
