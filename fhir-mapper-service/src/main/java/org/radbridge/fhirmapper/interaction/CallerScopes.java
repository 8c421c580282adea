package org.radbridge.fhirmapper.interaction;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.radbridge.contracts.AccessAction;
import org.radbridge.fhirmapper.search.ResourceParameters;
import org.radbridge.fhirmapper.search.SearchParameters;
import org.radbridge.fhirmapper.search.SearchRequest;
import org.radbridge.fhirmapper.store.AccessScope;
import org.radbridge.kit.access.AccessDecision.Denied;
import org.radbridge.kit.access.AccessDecision.Granted;
import org.radbridge.kit.access.AccessDenied;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;

/** What a caller may see and write, per resource type. */
@ApplicationScoped
public class CallerScopes {
    private final AccessPolicy policy;

    CallerScopes(AccessPolicy policy) {
        this.policy = policy;
    }

    /**
     * The scope of one type.
     *
     * @throws AccessDenied when the policy grants none of it
     */
    public AccessScope of(Caller caller, String type) {
        return of(caller, type, AccessAction.READ);
    }

    /**
     * The scope of one type within which the caller may do something.
     *
     * @throws AccessDenied when the policy grants it nowhere
     */
    public AccessScope of(Caller caller, String type, AccessAction action) {
        return new AccessScope(policy.require(caller, type, action), caller.patientId());
    }

    /** The scopes of all types that the caller may see. */
    public Map<String, AccessScope> all(Caller caller) {
        Map<String, AccessScope> scopes = new HashMap<>();
        for (ResourceParameters type : SearchParameters.types()) {
            switch (policy.decide(caller, type.type())) {
                case Granted granted ->
                        scopes.put(type.type(), new AccessScope(granted, caller.patientId()));
                case Denied _ -> {}
            }
        }
        return scopes;
    }

    /**
     * The scopes of all types that the caller may see, for a search.
     *
     * @throws AccessDenied when the search reads an element that is withheld from the caller: its
     *     answer would tell what that element says
     */
    public Map<String, AccessScope> of(Caller caller, SearchRequest request) {
        policy.require(caller, request.type());
        Map<String, AccessScope> scopes = all(caller);
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
