package org.radbridge.fhirmapper.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.radbridge.fhirmapper.search.ResourceParameters;
import org.radbridge.fhirmapper.search.SearchParameters;
import org.radbridge.fhirmapper.search.SearchRequest;
import org.radbridge.fhirmapper.store.AccessScope;
import org.radbridge.kit.access.AccessDecision.Denied;
import org.radbridge.kit.access.AccessDecision.Granted;
import org.radbridge.kit.access.AccessDenied;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;

/** What a caller may see, per resource type. */
@ApplicationScoped
class CallerScopes {
    private final AccessPolicy policy;

    CallerScopes(AccessPolicy policy) {
        this.policy = policy;
    }

    /**
     * The scope of one type.
     *
     * @throws AccessDenied when the policy grants none of it
     */
    AccessScope of(Caller caller, String type) {
        return new AccessScope(policy.require(caller, type), caller.patientId());
    }

    /**
     * The scopes of all types that the caller may see, for a search.
     *
     * @throws AccessDenied when the search reads an element that is withheld from the caller: its
     *     answer would tell what that element says
     */
    Map<String, AccessScope> of(Caller caller, SearchRequest request) {
        policy.require(caller, request.type());
        Map<String, AccessScope> scopes = new HashMap<>();
        for (ResourceParameters type : SearchParameters.types()) {
            switch (policy.decide(caller, type.type())) {
                case Granted granted ->
                        scopes.put(type.type(), new AccessScope(granted, caller.patientId()));
                case Denied _ -> {}
            }
        }
        request.withheld(
                        use -> {
                            AccessScope scope = scopes.get(use.type());
                            return scope != null && scope.element(use.element());
                        })
                .ifPresent(use -> {
                    throw new AccessDenied(use.type() + "." + use.element());
                });
        return scopes;
    }
}
