package org.radbridge.rbac.policy;

import java.util.List;
import org.radbridge.kit.failure.RadbridgeException;

/** A policy that is not valid; the detail names every fault. */
final class InvalidPolicyException extends RadbridgeException {
    private static final long serialVersionUID = 1L;

    InvalidPolicyException(List<String> faults) {
        super(PolicyFailure.POLICY_INVALID, String.join("; ", faults));
    }
}
