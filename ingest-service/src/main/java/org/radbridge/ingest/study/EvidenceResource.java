package org.radbridge.ingest.study;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.ingest.access.PatientScope;
import org.radbridge.ingest.evidence.Evidence;
import org.radbridge.ingest.evidence.EvidenceKind;
import org.radbridge.ingest.evidence.EvidenceReport;
import org.radbridge.ingest.evidence.EvidenceReport.Subject;
import org.radbridge.ingest.evidence.EvidenceState;
import org.radbridge.ingest.evidence.ExpectedSeries;
import org.radbridge.ingest.evidence.StudyEvidence;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.RadbridgeException;

/** Evidence that comes over HTTP, and what is known of a study's completeness. */
@Path("/studies")
@Produces(MediaType.APPLICATION_JSON)
public class EvidenceResource {
    private static final String STATUS = "study-status";
    private static final String STORE = "store";
    private static final int MOST_SERIES = 10_000;

    private final StudyEvidence evidence;
    private final StudyList studies;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    EvidenceResource(
            StudyEvidence evidence,
            StudyList studies,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.evidence = evidence;
        this.studies = studies;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /**
     * How much of a study there will be.
     *
     * @param instances in all of it; null when not known
     * @param numberOfSeries null when not known; it keeps a study open, but cannot close it
     * @param series how many instances single series have; null for none
     */
    @RegisterForReflection
    public record Announcement(
            @Nullable Integer instances,
            @Nullable Integer numberOfSeries,
            @Nullable List<AnnouncedSeries> series) {}

    /** How many instances a series will have. */
    @RegisterForReflection
    public record AnnouncedSeries(String seriesInstanceUid, int instances) {}

    /**
     * The status of an order, as ORM^O01, OMI^O23 and ORU^R01 tell it.
     *
     * @param orderNumber ORC-2 or ORC-3: a later status of the same order replaces an earlier one
     * @param status ORC-5 (HL7 table 0038): CM completes; CA and DC discontinue; others are in
     *     progress or say nothing
     * @param studyInstanceUid ZDS-1 or IPC-3, if given
     * @param accessionNumber OBR-18 or IPC-1, if given
     * @param patient PID-3, if given: accession numbers of two departments may be the same
     */
    @RegisterForReflection
    public record OrderStatus(
            String orderNumber,
            String status,
            @Nullable String studyInstanceUid,
            @Nullable String accessionNumber,
            @Nullable PatientIdentifier patient) {}

    /** What others said of a study's completeness, and how much of it is missing. */
    @GET
    @Path("/{study}/evidence")
    public Uni<List<Evidence>> list(@RestPath String study) {
        Caller caller = currentCaller.get();
        UUID onlyPatient = PatientScope.of(policy.require(caller, STATUS), caller);
        return auditLog.record(
                        auditLog.entry(caller, Action.READ, STATUS)
                                .study(study)
                                .resourceId(study)
                                .build())
                .chain(() -> studies.find(onlyPatient, study))
                .chain(found -> {
                    if (found.isEmpty()) {
                        throw new RadbridgeException(
                                StudyFailure.STUDY_NOT_FOUND, "no study of this UID");
                    }
                    return evidence.of(study);
                });
    }

    /** Says how much of a study there will be; also before its first instance. */
    @POST
    @Path("/{study}/expected")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Void> expect(@RestPath String study, Announcement announced) {
        Caller caller = currentCaller.get();
        policy.require(caller, STORE);
        EvidenceReport report = report(study, caller.userName(), announced);
        return auditLog.record(
                        auditLog.entry(caller, Action.UPDATE, STORE)
                                .study(study)
                                .resourceId(study)
                                .build())
                .chain(() -> evidence.report(List.of(report)));
    }

    private static EvidenceReport report(String study, String client, Announcement announced) {
        List<AnnouncedSeries> series = announced.series() == null ? List.of() : announced.series();
        boolean empty =
                announced.instances() == null
                        && announced.numberOfSeries() == null
                        && series.isEmpty();
        if (empty || isBelowOne(announced.instances()) || isBelowOne(announced.numberOfSeries())) {
            throw invalid("instances, numberOfSeries or series are needed, and above zero");
        }
        if (series.size() > MOST_SERIES
                || series.stream()
                        .anyMatch(s -> s.instances() < 1 || s.seriesInstanceUid() == null)) {
            throw invalid("each series has a UID and at least one instance");
        }
        return new EvidenceReport(
                EvidenceKind.COUNT,
                client,
                client,
                EvidenceState.COMPLETED,
                new Subject.Study(study),
                announced.instances(),
                announced.numberOfSeries(),
                series.stream()
                        .map(s ->
                                new ExpectedSeries(s.seriesInstanceUid(), s.instances(), List.of()))
                        .toList());
    }

    private static boolean isBelowOne(@Nullable Integer count) {
        return count != null && count < 1;
    }

    /** Tells the status of an order; its study may be unknown yet. */
    @POST
    @Path("/order-status")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Void> orderStatus(OrderStatus status) {
        Caller caller = currentCaller.get();
        policy.require(caller, STORE);
        EvidenceReport report =
                EvidenceReport.of(
                        EvidenceKind.HL7_STATUS,
                        required("orderNumber", status.orderNumber()),
                        caller.userName(),
                        state(required("status", status.status())),
                        subject(status));
        return auditLog.record(
                        auditLog.entry(caller, Action.UPDATE, STORE)
                                .patient(status.patient())
                                .study(status.studyInstanceUid())
                                .build())
                .chain(() -> evidence.report(List.of(report)));
    }

    private static Subject subject(OrderStatus status) {
        if (status.studyInstanceUid() != null) {
            return new Subject.Study(status.studyInstanceUid());
        }
        return new Subject.Order(
                required("studyInstanceUid or accessionNumber", status.accessionNumber()),
                status.patient());
    }

    /** HL7 table 0038. */
    private static EvidenceState state(String status) {
        return switch (status) {
            case "CM" -> EvidenceState.COMPLETED;
            case "CA", "DC" -> EvidenceState.DISCONTINUED;
            case "A", "HD", "IP", "RP", "SC" -> EvidenceState.IN_PROGRESS;
            default -> throw invalid("status is not one of HL7 table 0038");
        };
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw invalid(name + " is missing");
        }
        return value.strip();
    }

    private static RadbridgeException invalid(String detail) {
        return new RadbridgeException(StudyFailure.EXPECTATION_INVALID, detail);
    }
}
