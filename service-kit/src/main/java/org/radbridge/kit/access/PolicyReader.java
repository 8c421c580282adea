package org.radbridge.kit.access;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.radbridge.contracts.AccessPolicyPublished;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.UnreadableEventException;

/** Reads the compacted policy topic from its beginning, at every start and in every replica. */
@ApplicationScoped
class PolicyReader {
    private static final Logger LOG = Logger.getLogger(PolicyReader.class);

    private final AccessPolicy policy;

    PolicyReader(AccessPolicy policy) {
        this.policy = policy;
    }

    @Incoming("kit-access-policy")
    Uni<Void> read(byte[] body) {
        try {
            policy.accept(EventJson.read(body, AccessPolicyPublished.class));
        } catch (UnreadableEventException e) {
            LOG.errorf(e, "policy-unreadable: the policy in force stays as it is");
        }
        return Uni.createFrom().voidItem();
    }
}
