package org.radbridge.fhirmapper.api.hl7v2;

import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;

/** Lets those in whom the policy lets operate, and notes what they did. */
@ApplicationScoped
class OperatorAccess {
    /** Whoever may operate the suite: sees no patient. */
    static final String OPERATIONS = "operations";

    /** Whoever may read and change what messages say: sees patients. */
    static final String CONTENT = "message-content";

    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    OperatorAccess(AccessPolicy policy, CurrentCaller currentCaller, AuditLog auditLog) {
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /** The caller of this request, whom the policy lets do this. */
    Caller caller(String resource) {
        Caller caller = currentCaller.get();
        policy.require(caller, resource);
        return caller;
    }

    /** The record of what a caller does. */
    AuditRecorded record(Caller caller, Action action, String resource, @Nullable String id) {
        return auditLog.entry(caller, action, resource).resourceId(id).build();
    }
}
