package org.radbridge.fhirmapper.subscription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.fhirmapper.interaction.CallerScopes;
import org.radbridge.fhirmapper.interaction.Condition;
import org.radbridge.fhirmapper.search.SearchContext;
import org.radbridge.fhirmapper.search.SearchParameters;
import org.radbridge.fhirmapper.search.SearchReader;
import org.radbridge.fhirmapper.search.SearchRequest;
import org.radbridge.fhirmapper.search.SearchRequest.Given;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.store.AccessScope;
import org.radbridge.fhirmapper.store.ResourceQueries;
import org.radbridge.fhirmapper.store.StoredResource;
import org.radbridge.kit.access.AccessDenied;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Which reports a subscription's owner may see, and which meet its filters: one search for both.
 */
@ApplicationScoped
class Visibility {
    static final String REPORT = "DiagnosticReport";

    /** Why nothing is sent of what the owner may not see any longer. */
    static final String WITHHELD = "the owner may not see what it is about";

    private final ResourceQueries queries;
    private final CallerScopes scopes;
    private final String base;

    Visibility(ResourceQueries queries, CallerScopes scopes, SiteConfig config) {
        this.queries = queries;
        this.scopes = scopes;
        this.base = config.base();
    }

    /**
     * Whether a filter is a search.
     *
     * @throws RadbridgeException {@code subscription-filter-invalid}
     */
    void check(String filter) {
        try {
            request(List.of(filter), "any");
        } catch (RadbridgeException e) {
            throw new RadbridgeException(
                    SubscriptionFailure.FILTER, e.failureId().id() + " in " + REPORT + "?…");
        }
    }

    /**
     * The report, if a caller may see it and it meets all filters; what the caller may see of it.
     */
    Uni<Optional<StoredResource>> find(
            Mutiny.Session session, Caller caller, List<String> filters, String report) {
        try {
            SearchRequest request = request(filters, report);
            Map<String, AccessScope> granted = scopes.of(caller, request);
            return queries.search(session, request, granted, null)
                    .map(page -> page.matches().stream().findFirst());
        } catch (AccessDenied _) {
            return Uni.createFrom().item(Optional.empty());
        } catch (RadbridgeException noSearch) {
            return Uni.createFrom().failure(noSearch);
        }
    }

    private SearchRequest request(List<String> filters, String report) {
        List<Given> given = new ArrayList<>();
        filters.forEach(filter -> given.addAll(Condition.parameters(filter)));
        given.add(new Given("_id", report));
        return SearchReader.read(
                SearchParameters.of(REPORT).orElseThrow(),
                given,
                new SearchContext(base, Instant.now()),
                false);
    }
}
