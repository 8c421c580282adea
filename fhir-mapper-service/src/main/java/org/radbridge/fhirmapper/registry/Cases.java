package org.radbridge.fhirmapper.registry;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.identity.MergeListener;
import org.radbridge.fhirmapper.registry.CasePlan.Change;
import org.radbridge.fhirmapper.registry.RegistryCase.State;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.resource.LabelledResource;
import org.radbridge.fhirmapper.result.ResultChange;
import org.radbridge.fhirmapper.result.ResultListener;
import org.radbridge.fhirmapper.result.StudyResults;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.review.Reader;
import org.radbridge.fhirmapper.rules.RuleSet;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.store.ResourceRows;
import org.radbridge.fhirmapper.store.ResourceStore;
import org.radbridge.fhirmapper.store.WriteTargets;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Keeps each patient's cases in step with the results, in the transaction that changes one: a
 * proposal whose findings are gone is entered in error, and what a person confirmed is never
 * touched, but told to them.
 */
@ApplicationScoped
public class Cases implements ResultListener, MergeListener {
    /** No study's, nobody's. */
    private static final String NONE = "";

    private final RuleSet<RegistryRule> rules;
    private final CaseFinder finder;
    private final StudyResults results;
    private final CaseStore cases;
    private final WriteTargets targets;
    private final ResourceStore store;
    private final ComputePool compute;
    private final FhirJson fhirJson;

    Cases(
            RegistryRulesInForce rules,
            SiteConfig site,
            StudyResults results,
            CaseStore cases,
            WriteTargets targets,
            ResourceStore store,
            ComputePool compute,
            FhirJson fhirJson) {
        this.rules = rules.rules();
        this.finder = new CaseFinder(rules.rules(), site.zone());
        this.results = results;
        this.cases = cases;
        this.targets = targets;
        this.store = store;
        this.compute = compute;
        this.fhirJson = fhirJson;
    }

    @Override
    public Uni<Void> changed(Mutiny.Session session, ResultChange change) {
        String study = change.studyInstanceUid();
        return concerns(session, study)
                .chain(concerned ->
                        concerned ? follow(session, study) : Uni.createFrom().voidItem());
    }

    private Uni<Void> follow(Mutiny.Session session, String study) {
        return results.find(session, study)
                .chain(found ->
                        found.map(result -> follow(session, result))
                                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** Without rules no case is opened, but those that there are still follow. */
    private Uni<Boolean> concerns(Mutiny.Session session, String study) {
        return rules.rules().isEmpty()
                ? cases.locked(session, study, NONE).map(there -> !there.isEmpty())
                : Uni.createFrom().item(true);
    }

    /** Of two open cases of one rule, one is left. */
    @Override
    public Uni<Void> merged(
            Mutiny.Session session, PatientIdentifier merged, PatientIdentifier survivor) {
        String patient = survivor.key();
        return cases.lockPatient(session, patient)
                .chain(() -> cases.locked(session, NONE, patient))
                .map(there -> plan(NONE, patient, Map.of()).changes(there))
                .chain(changes -> write(session, changes));
    }

    private Uni<Void> follow(Mutiny.Session session, StudyResult result) {
        String study = result.event().studyInstanceUid();
        String patient = result.event().patient().key();
        return cases.lockPatient(session, patient)
                .chain(() -> cases.locked(session, study, patient))
                .chain(there ->
                        compute.run(
                                () -> plan(study, patient, finder.evidence(result)).changes(there)))
                .chain(changes -> write(session, changes));
    }

    private CasePlan plan(String study, String patient, Map<String, CaseEvidence> evidence) {
        return new CasePlan(rules.rules(), study, patient, evidence, now());
    }

    private Uni<Void> write(Mutiny.Session session, List<Change> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Instant now = now();
        List<LabelledResource> resources = new ArrayList<>();
        changes.forEach(change -> resources.addAll(resources(change, now)));
        return cases.put(session, changes.stream().map(Change::after).toList())
                .chain(() -> write(session, resources, now));
    }

    private static List<LabelledResource> resources(Change change, Instant now) {
        CaseResources of = new CaseResources(change.after());
        List<LabelledResource> resources = new ArrayList<>();
        if (change.after().undecided()) {
            resources.addAll(of.proposal());
        }
        if (change.cause() != null) {
            resources.add(of.origin(change.cause(), now));
        }
        if (change.unfounded()) {
            resources.add(of.review(now));
        }
        return resources;
    }

    /**
     * Holds a case as it is until the session's transaction ends.
     *
     * @param patient whose it is: while patients are merged, their cases move
     */
    public Uni<Void> lock(Mutiny.Session session, String condition, String patient) {
        return targets.merged(session, List.of(patient))
                .chain(() -> cases.locked(session, condition))
                .replaceWithVoid();
    }

    /**
     * Confirms or dismisses a case that is locked, in the session's transaction. Fails with {@link
     * RegistryFailure}.
     *
     * @param condition the id of its Condition
     * @param comment why
     * @return when
     */
    public Uni<Instant> decide(
            Mutiny.Session session,
            String condition,
            Reader reader,
            boolean confirmed,
            @Nullable String comment) {
        Instant now = now();
        return cases.locked(session, condition)
                .map(found ->
                        found.orElseThrow(() ->
                                new RadbridgeException(
                                        RegistryFailure.NO_CASE, "it came from elsewhere")))
                .invoke(Cases::requireProposed)
                .map(found -> found.decided(reader, confirmed).changed())
                .call(decided -> cases.put(session, List.of(decided)))
                .chain(decided ->
                        write(session, new CaseResources(decided).decision(comment, now), now))
                .replaceWith(now);
    }

    private static void requireProposed(RegistryCase found) {
        if (found.state() != State.PROPOSED) {
            throw new RadbridgeException(
                    RegistryFailure.DECIDED,
                    "it is " + found.state().name().toLowerCase(Locale.ROOT));
        }
    }

    private Uni<Void> write(Mutiny.Session session, List<LabelledResource> resources, Instant now) {
        return resources.isEmpty()
                ? Uni.createFrom().voidItem()
                : compute.run(() -> ResourceRows.of(fhirJson, resources))
                        .chain(rows -> store.write(session, rows, now))
                        .replaceWithVoid();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
