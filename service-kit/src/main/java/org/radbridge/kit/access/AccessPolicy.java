package org.radbridge.kit.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AccessAction;
import org.radbridge.contracts.AccessPolicyPublished;
import org.radbridge.kit.access.AccessDecision.Granted;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * The access policy in force, in memory. It fails closed: before a policy has been received, every
 * question is answered with {@code policy-missing} (503).
 */
@ApplicationScoped
public class AccessPolicy {
    private static final Logger LOG = Logger.getLogger(AccessPolicy.class);

    private final AtomicReference<@Nullable AccessPolicyPublished> inForce =
            new AtomicReference<>();

    /** Puts a policy in force, unless a newer one already is. */
    public void accept(AccessPolicyPublished policy) {
        AccessPolicyPublished before =
                inForce.getAndUpdate(current ->
                        current == null || current.version() <= policy.version()
                                ? policy
                                : current);
        if (before == null || before.version() < policy.version()) {
            LOG.infof("access policy version %d is in force", policy.version());
        }
    }

    /** The version in force; empty before the first was received. */
    public OptionalLong version() {
        AccessPolicyPublished policy = inForce.get();
        return policy == null ? OptionalLong.empty() : OptionalLong.of(policy.version());
    }

    /**
     * Whether, and how much of, a kind of resource the caller may see.
     *
     * @throws RadbridgeException {@code policy-missing} when no policy has been received
     */
    public AccessDecision decide(Caller caller, String resource) {
        return decide(caller, resource, AccessAction.READ);
    }

    /**
     * Whether the caller may do something with a kind of resource, and with which of them.
     *
     * @throws RadbridgeException {@code policy-missing} when no policy has been received
     */
    public AccessDecision decide(Caller caller, String resource, AccessAction action) {
        AccessPolicyPublished policy = inForce.get();
        if (policy == null) {
            throw new RadbridgeException(
                    KitFailure.POLICY_MISSING, "no access policy has been received yet");
        }
        List<Granted> grants =
                policy.rules().stream()
                        .filter(rule -> rule.resource().equals(resource))
                        .filter(rule -> caller.roles().contains(rule.role()))
                        .filter(rule -> rule.actions().contains(action))
                        .map(Granted::of)
                        .toList();
        return grants.isEmpty() ? new AccessDecision.Denied() : Grants.union(grants);
    }

    /**
     * What the caller may see of a kind of resource.
     *
     * @throws AccessDenied when no rule grants any
     * @throws RadbridgeException {@code policy-missing} when no policy has been received
     */
    public Granted require(Caller caller, String resource) {
        return require(caller, resource, AccessAction.READ);
    }

    /**
     * With which resources of a kind the caller may do something.
     *
     * @throws AccessDenied when no rule grants it
     * @throws RadbridgeException {@code policy-missing} when no policy has been received
     */
    public Granted require(Caller caller, String resource, AccessAction action) {
        return switch (decide(caller, resource, action)) {
            case Granted granted -> granted;
            case AccessDecision.Denied() -> throw new AccessDenied(resource);
        };
    }
}
