package org.radbridge.ingest.cstore;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.dicom.dimse.DimseException;
import org.radbridge.dicom.net.AbortCause;
import org.radbridge.dicom.net.AssociationInfo;
import org.radbridge.dicom.net.AssociationListener;
import org.radbridge.dicom.net.Caller;
import org.radbridge.dicom.pdu.AAssociateRj;
import org.radbridge.ingest.ae.AeRegistry;
import org.radbridge.ingest.ae.Refusal;
import org.radbridge.ingest.index.InstanceHeader;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;

/**
 * Audits associations. Each study that an association brings is recorded once, before its first
 * instance is answered with success; an association without any when it ends; a rejected one when
 * it is rejected.
 */
@ApplicationScoped
class AssociationAudit implements AssociationListener {
    private static final Logger LOG = Logger.getLogger(AssociationAudit.class);

    private static final String RESOURCE = "instance";
    private static final String NO_TITLE = "(no AE title)";

    private final AuditLog auditLog;
    private final AeRegistry registry;
    private final MeterRegistry metrics;
    private final ConcurrentHashMap<UUID, Set<String>> studies = new ConcurrentHashMap<>();

    AssociationAudit(AuditLog auditLog, AeRegistry registry, MeterRegistry metrics) {
        this.auditLog = auditLog;
        this.registry = registry;
        this.metrics = metrics;
    }

    /** To be awaited before an instance is answered with success. */
    Uni<Void> stored(AssociationInfo association, InstanceHeader header) {
        String study = header.study().studyInstanceUid();
        Set<String> recorded =
                studies.computeIfAbsent(association.id(), _ -> ConcurrentHashMap.newKeySet());
        if (!recorded.add(study)) {
            return Uni.createFrom().voidItem();
        }
        AuditRecorded entry =
                entry(association.callingAeTitle(), association.remoteHost(), Action.TRANSFER)
                        .patient(header.patient().identifier())
                        .study(study)
                        .build();
        return auditLog.record(entry).onFailure().invoke(_ -> recorded.remove(study));
    }

    @Override
    public void opened(AssociationInfo association) {
        count("accepted");
        studies.putIfAbsent(association.id(), ConcurrentHashMap.newKeySet());
    }

    @Override
    public void rejected(Caller caller, AAssociateRj answer) {
        count("rejected");
        String why = registry.refusal(caller).map(Refusal::id).orElse("not by the registry");
        LOG.warnf(
                "association-rejected: %s at %s, called %s: %s (%s)",
                caller.callingAeTitle(), caller.remoteHost(), caller.calledAeTitle(), answer, why);
        record(
                entry(caller.callingAeTitle(), caller.remoteHost(), Action.SECURITY_ALERT)
                        .refused(AssociationFailure.REJECTED));
    }

    @Override
    public void released(AssociationInfo association) {
        Set<String> recorded = studies.remove(association.id());
        if (recorded == null || recorded.isEmpty()) {
            record(entry(association.callingAeTitle(), association.remoteHost(), Action.EXECUTE));
        }
    }

    @Override
    public void aborted(AssociationInfo association, AbortCause cause) {
        count("aborted");
        LOG.warnf(
                "association-aborted: %s at %s: %s",
                association.callingAeTitle(), association.remoteHost(), cause);
        studies.remove(association.id());
        record(
                entry(association.callingAeTitle(), association.remoteHost(), Action.EXECUTE)
                        .failed(AssociationFailure.ABORTED));
    }

    @Override
    public void failedBeforeAssociation(String remoteHost, AbortCause cause) {
        count("failed");
        LOG.debugf("no association from %s: %s", remoteHost, cause);
    }

    @Override
    public void handlerFailed(AssociationInfo association, Throwable failure) {
        if (failure instanceof DimseException refused) {
            LOG.warnf(
                    "operation-refused: asked by %s: %s",
                    association.callingAeTitle(), refused.status());
        } else {
            LOG.errorf(failure, "operation-failed: asked by %s", association.callingAeTitle());
        }
    }

    private AuditEntry entry(String title, String address, Action action) {
        return auditLog.entry(title.isBlank() ? NO_TITLE : title, address, action, RESOURCE);
    }

    private void record(AuditEntry entry) {
        auditLog.record(entry.build())
                .subscribe()
                .with(_ -> {}, failure -> LOG.errorf(failure, "audit-not-recorded"));
    }

    private void count(String result) {
        metrics.counter("radbridge.associations", "result", result).increment();
    }
}
