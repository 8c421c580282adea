package org.radbridge.fhirmapper.trend;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.interaction.CallerScopes;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.store.AccessScope;
import org.radbridge.fhirmapper.store.LesionQueries;
import org.radbridge.fhirmapper.store.LesionQueries.SeenFinding;
import org.radbridge.fhirmapper.store.ResourceQueries;
import org.radbridge.fhirmapper.store.StoredResource;
import org.radbridge.kit.access.AccessDenied;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Shows the calling user how a patient's lesions have changed. The conditions are those of
 * searches: what a caller may not see leaves no trace, and whoever may see parts of findings only
 * gets no trend, which would be made of the rest. Each look is on record before its answer leaves.
 */
@ApplicationScoped
public class LesionTrends {
    private static final String PATIENT = "Patient";

    private final Database database;
    private final ResourceQueries resources;
    private final LesionQueries lesions;
    private final CallerScopes callerScopes;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;
    private final ComputePool compute;
    private final FhirJson fhirJson;
    private final String base;
    private final int most;

    LesionTrends(
            Database database,
            ResourceQueries resources,
            LesionQueries lesions,
            CallerScopes callerScopes,
            CurrentCaller currentCaller,
            AuditLog auditLog,
            ComputePool compute,
            FhirJson fhirJson,
            SiteConfig site,
            TrendConfig config) {
        this.database = database;
        this.resources = resources;
        this.lesions = lesions;
        this.callerScopes = callerScopes;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
        this.compute = compute;
        this.fhirJson = fhirJson;
        this.base = site.base();
        this.most = config.most();
    }

    /** The document's JSON. */
    public Uni<String> document(String patient) {
        return made(
                patient,
                trend -> fhirJson.write(new TrendDocument(base, trend, Instant.now()).build()));
    }

    /** The picture alone, in UTF-8. */
    public Uni<byte[]> picture(String patient) {
        return made(patient, trend -> TrendPicture.of(trend.lesions()));
    }

    /** What the caller may see of each type; one that may not see a type at all has no trend. */
    private record Scopes(
            AccessScope patient,
            AccessScope observation,
            AccessScope report,
            AccessScope imagingStudy) {}

    private record Rows(
            StoredResource patient, List<SeenFinding> findings, List<StoredResource> studies) {}

    private <T> Uni<T> made(String patient, Function<LesionTrend, T> make) {
        Caller caller = currentCaller.get();
        Scopes scopes =
                new Scopes(
                        callerScopes.of(caller, PATIENT),
                        callerScopes.of(caller, "Observation"),
                        callerScopes.of(caller, "DiagnosticReport"),
                        callerScopes.of(caller, "ImagingStudy"));
        if (!scopes.observation().granted().allElements()) {
            throw new AccessDenied("Observation.component");
        }
        AuditEntry audit =
                auditLog.entry(caller, Action.READ, PATIENT)
                        .resourceId(patient)
                        .query("$lesion-trend");
        return database.inTransaction(session ->
                        resources
                                .read(session, PATIENT, patient, scopes.patient())
                                .call(found -> auditLog.record(session, about(audit, found)))
                                .chain(found ->
                                        found.map(of -> rows(session, of, scopes))
                                                .orElseGet(() -> Uni.createFrom().nullItem())))
                .onItem()
                .ifNull()
                .failWith(
                        () -> new RadbridgeException(KitFailure.NOT_FOUND, "no Patient of this id"))
                .chain(rows -> compute.run(() -> make.apply(trend(rows))));
    }

    private static AuditRecorded about(AuditEntry audit, Optional<StoredResource> found) {
        return found.map(patient -> audit.patient(patient.owner().orElse(null)))
                .orElseGet(() -> audit.refused(KitFailure.NOT_FOUND))
                .build();
    }

    /** One finding more than is shown tells whether there are older ones. */
    private Uni<Rows> rows(Mutiny.Session session, StoredResource patient, Scopes scopes) {
        return lesions.findings(
                        session, patient.id(), scopes.observation(), scopes.report(), most + 1)
                .chain(findings -> {
                    TreeSet<String> studies = new TreeSet<>();
                    shown(findings)
                            .forEach(finding ->
                                    finding.observation()
                                            .studyInstanceUid()
                                            .ifPresent(studies::add));
                    return lesions.imagingStudies(session, studies, scopes.imagingStudy())
                            .map(found -> new Rows(patient, findings, found));
                });
    }

    private List<SeenFinding> shown(List<SeenFinding> findings) {
        return findings.subList(0, Math.min(most, findings.size()));
    }

    private LesionTrend trend(Rows rows) {
        return new LesionTrend(
                fhirJson.read(Patient.class, rows.patient().json()),
                shown(rows.findings()).stream()
                        .map(finding ->
                                new TrendReader.Finding(
                                        finding.trackingUid(),
                                        fhirJson.read(
                                                Observation.class, finding.observation().json())))
                        .toList(),
                rows.studies().stream().map(study -> fhirJson.read(study.json())).toList(),
                rows.findings().size() <= most);
    }
}
