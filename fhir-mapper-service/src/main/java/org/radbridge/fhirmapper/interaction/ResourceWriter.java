package org.radbridge.fhirmapper.interaction;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hl7.fhir.r4.model.Patient;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.interaction.WritePlan.Step;
import org.radbridge.fhirmapper.search.IndexEntry;
import org.radbridge.fhirmapper.search.SearchParameters;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.store.ResourceKey;
import org.radbridge.fhirmapper.store.ResourceQueries;
import org.radbridge.fhirmapper.store.ResourceStore;
import org.radbridge.fhirmapper.store.WriteTargets;
import org.radbridge.fhirmapper.store.WriteTargets.Present;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Writes for a caller: one resource, or all of a transaction's. Whatever the writes depend on is
 * locked first, so that two writers of one condition, or of one version, do not both succeed.
 */
@ApplicationScoped
public class ResourceWriter {
    private final CallerScopes scopes;
    private final ResourceQueries queries;
    private final WriteTargets targets;
    private final ResourceStore store;
    private final ComputePool compute;
    private final WriteRows rows;
    private final List<WriteFollower> followers;
    private final PatientIdentities identities;

    ResourceWriter(
            CallerScopes scopes,
            ResourceQueries queries,
            WriteTargets targets,
            ResourceStore store,
            ComputePool compute,
            WriteRows rows,
            @All List<WriteFollower> followers,
            SiteConfig config) {
        this.scopes = scopes;
        this.queries = queries;
        this.targets = targets;
        this.store = store;
        this.compute = compute;
        this.rows = rows;
        this.followers = List.copyOf(followers);
        this.identities = new PatientIdentities(config.issuers());
    }

    /**
     * Writes in the session's transaction.
     *
     * @return what came of each write, in their order
     * @throws org.radbridge.kit.access.AccessDenied when the policy does not grant one of them
     * @throws RadbridgeException one of {@link WriteFailure}, or of a search
     */
    Uni<List<Outcome>> apply(Mutiny.Session session, Caller caller, List<Write> writes) {
        writes.forEach(write -> scopes.of(caller, write.type(), write.action()));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Set<Condition> all = new HashSet<>();
        writes.forEach(write -> {
            write.condition().ifPresent(all::add);
            write.resource().map(References::conditions).ifPresent(all::addAll);
        });
        Set<Condition> settling = new HashSet<>(all);
        writes.stream()
                .filter(write -> !(write instanceof Write.Create))
                .forEach(write -> write.condition().ifPresent(settling::remove));
        return find(session, caller, settling)
                .chain(settled -> findLocked(session, caller, writes, all, settled))
                .chain(found -> plan(session, caller, writes, found))
                .chain(plan -> carryOut(session, caller, plan, now));
    }

    /**
     * Finds under lock what was not settled before. A creation or a reference whose condition finds
     * a resource makes nothing and needs no lock; otherwise all who refer to one device would wait
     * for one another.
     */
    private Uni<Map<Condition, Optional<ResourceKey>>> findLocked(
            Mutiny.Session session,
            Caller caller,
            List<Write> writes,
            Set<Condition> all,
            Map<Condition, Optional<ResourceKey>> before) {
        Map<Condition, Optional<ResourceKey>> settled = new HashMap<>(before);
        settled.values().removeIf(Optional::isEmpty);
        Set<Condition> open = new HashSet<>(all);
        open.removeAll(settled.keySet());
        List<Write> effective =
                writes.stream()
                        .filter(write ->
                                !(write instanceof Write.Create create)
                                        || create.ifNoneExist()
                                                .filter(settled::containsKey)
                                                .isEmpty())
                        .toList();
        return targets.lock(session, names(effective, open))
                .chain(() -> find(session, caller, open))
                .map(found -> {
                    settled.putAll(found);
                    return settled;
                });
    }

    /** What came of a write, and whose record it was in. */
    record Outcome(Written written, Optional<PatientIdentifier> owner) {}

    private static Set<String> names(List<Write> writes, Set<Condition> conditions) {
        Set<String> names = new HashSet<>();
        conditions.forEach(condition -> condition.names().forEach(names::add));
        for (Write write : writes) {
            write.resource().stream()
                    .flatMap(resource ->
                            SearchParameters.of(write.type())
                                    .flatMap(table -> table.parameter("identifier"))
                                    .stream()
                                    .flatMap(parameter -> parameter.entries().apply(resource)))
                    .filter(IndexEntry.Token.class::isInstance)
                    .map(entry -> ((IndexEntry.Token) entry).code())
                    .forEach(value -> names.add(Condition.identifierName(write.type(), value)));
        }
        return names;
    }

    private Uni<Map<Condition, Optional<ResourceKey>>> find(
            Mutiny.Session session, Caller caller, Collection<Condition> conditions) {
        return Multi.createFrom()
                .iterable(conditions)
                .onItem()
                .transformToUniAndConcatenate(condition ->
                        find(session, caller, condition).map(key -> Map.entry(condition, key)))
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Uni<Optional<ResourceKey>> find(
            Mutiny.Session session, Caller caller, Condition condition) {
        var request = condition.request();
        return queries.search(session, request, scopes.of(caller, request), null)
                .map(page -> {
                    if (page.matches().size() > 1) {
                        throw new RadbridgeException(
                                WriteFailure.SEVERAL_MATCHES, "of type " + condition.type());
                    }
                    return page.matches().stream()
                            .map(match -> new ResourceKey(match.type(), match.id()))
                            .findFirst();
                });
    }

    private Uni<WritePlan> plan(
            Mutiny.Session session,
            Caller caller,
            List<Write> writes,
            Map<Condition, Optional<ResourceKey>> found) {
        List<Patient> patients =
                writes.stream()
                        .flatMap(write -> write.resource().stream())
                        .filter(Patient.class::isInstance)
                        .map(Patient.class::cast)
                        .toList();
        return identify(session, patients)
                .chain(names -> {
                    WritePlan plan =
                            new WritePlan(
                                    writes,
                                    found,
                                    names,
                                    (type, action) -> scopes.of(caller, type, action));
                    return present(session, plan)
                            .chain(current ->
                                    deleted(session, plan, current)
                                            .map(last -> plan.decided(current, last)));
                });
    }

    /** What is there already, locked where it may change. */
    private Uni<Map<ResourceKey, Present>> present(Mutiny.Session session, WritePlan plan) {
        Set<ResourceKey> unchanged = plan.unchanged();
        Set<ResourceKey> changing = plan.keys();
        changing.removeAll(unchanged);
        changing.removeAll(plan.madeUp());
        return targets.current(session, changing)
                .chain(locked ->
                        targets.seen(session, unchanged)
                                .map(seen -> {
                                    Map<ResourceKey, Present> all = new HashMap<>(locked);
                                    all.putAll(seen);
                                    return all;
                                }));
    }

    /** Who each Patient is: whoever of those that it may be is known already, or the likeliest. */
    private Uni<Map<Patient, PatientIdentifier>> identify(
            Mutiny.Session session, List<Patient> patients) {
        Map<Patient, List<PatientIdentifier>> candidates = new LinkedHashMap<>();
        patients.forEach(patient -> candidates.put(patient, identities.of(patient)));
        List<String> keys =
                candidates.values().stream()
                        .flatMap(List::stream)
                        .map(PatientIdentifier::key)
                        .toList();
        return targets.identities(session, keys)
                .map(known -> {
                    Map<Patient, PatientIdentifier> names = new LinkedHashMap<>();
                    candidates.forEach((patient, all) ->
                            Stream.concat(
                                            all.stream().filter(id -> known.containsKey(id.key())),
                                            all.stream())
                                    .findFirst()
                                    .ifPresent(id -> names.put(patient, id)));
                    return names;
                });
    }

    private Uni<Map<ResourceKey, Present>> deleted(
            Mutiny.Session session, WritePlan plan, Map<ResourceKey, Present> current) {
        Set<ResourceKey> missing = plan.keys();
        missing.removeAll(current.keySet());
        missing.removeAll(plan.madeUp());
        return targets.last(session, missing);
    }

    private Uni<List<Outcome>> carryOut(
            Mutiny.Session session, Caller caller, WritePlan plan, Instant now) {
        List<ResourceKey> deletions = plan.deletions();
        return compute.run(() -> rows.of(plan))
                .chain(made ->
                        refuseMerged(session, made)
                                .chain(() -> remove(session, deletions, now))
                                .call(() -> identify(session, plan))
                                .chain(gone -> write(session, made, gone, now))
                                .call(() -> followed(session, caller, plan))
                                .chain(versions ->
                                        owners(session, plan, made)
                                                .map(identities ->
                                                        outcomes(
                                                                plan,
                                                                made,
                                                                versions,
                                                                identities,
                                                                now))));
    }

    /** The identifiers behind the ids of the Patients in whose record the resources are. */
    private Uni<Map<String, PatientIdentifier>> owners(
            Mutiny.Session session, WritePlan plan, WriteRows.Made made) {
        Map<String, PatientIdentifier> known = new HashMap<>(plan.identifiers());
        Set<String> others = new HashSet<>(made.patients().values());
        others.removeAll(known.keySet());
        return targets.identities(session, others)
                .map(found -> {
                    known.putAll(found);
                    return known;
                });
    }

    private Uni<Void> followed(Mutiny.Session session, Caller caller, WritePlan plan) {
        Uni<Void> followed = Uni.createFrom().voidItem();
        for (Step step : plan.steps()) {
            boolean changed =
                    step.effect() != Written.Effect.UNCHANGED
                            && step.effect() != Written.Effect.ABSENT;
            for (WriteFollower follower : followers) {
                if (changed && follower.type().equals(step.key().type())) {
                    followed =
                            followed.chain(() ->
                                    follower.written(
                                            session,
                                            caller,
                                            step.key().id(),
                                            step.effect() == Written.Effect.DELETED));
                }
            }
        }
        return followed;
    }

    /** What is written into a merged Patient's record would be looked for in the survivor's. */
    private Uni<Void> refuseMerged(Mutiny.Session session, WriteRows.Made made) {
        Set<String> records = new HashSet<>();
        made.patients()
                .forEach((key, patient) -> {
                    if (!key.type().equals("Patient")) {
                        records.add(patient);
                    }
                });
        return targets.merged(session, records)
                .invoke(merged -> {
                    if (!merged.isEmpty()) {
                        throw new RadbridgeException(
                                WriteFailure.PATIENT_MERGED,
                                "Patient.link of " + merged.getFirst() + " names who it is now");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<List<ResourceStore.Written>> write(
            Mutiny.Session session,
            WriteRows.Made made,
            List<ResourceStore.Written> before,
            Instant now) {
        return made.rows()
                .map(upserts ->
                        store.write(session, upserts, now)
                                .map(after ->
                                        Stream.concat(before.stream(), after.stream()).toList()))
                .orElseGet(() -> Uni.createFrom().item(before));
    }

    private Uni<List<ResourceStore.Written>> remove(
            Mutiny.Session session, List<ResourceKey> deletions, Instant now) {
        if (deletions.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<ResourceKey> patients =
                deletions.stream().filter(key -> key.type().equals("Patient")).toList();
        List<ResourceKey> others =
                deletions.stream().filter(key -> !key.type().equals("Patient")).toList();
        return store.delete(session, others, now)
                .call(() ->
                        targets.withRecord(session, patients.stream().map(ResourceKey::id).toList())
                                .invoke(kept -> {
                                    if (!kept.isEmpty()) {
                                        throw new RadbridgeException(
                                                WriteFailure.PATIENT_HAS_RECORD,
                                                "resources are about this Patient");
                                    }
                                }))
                .chain(gone ->
                        store.delete(session, patients, now)
                                .map(more -> Stream.concat(gone.stream(), more.stream()).toList()));
    }

    private Uni<Void> identify(Mutiny.Session session, WritePlan plan) {
        return Multi.createFrom()
                .iterable(plan.newPatients())
                .onItem()
                .transformToUniAndConcatenate(patient -> store.identify(session, patient))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static List<Outcome> outcomes(
            WritePlan plan,
            WriteRows.Made made,
            List<ResourceStore.Written> versions,
            Map<String, PatientIdentifier> identities,
            Instant now) {
        Map<ResourceKey, Integer> byKey = new LinkedHashMap<>();
        versions.forEach(v -> byKey.put(new ResourceKey(v.type(), v.id()), v.version()));
        return plan.steps().stream()
                .map(step ->
                        new Outcome(
                                written(step, byKey.get(step.key()), now),
                                plan.owner(step)
                                        .or(() ->
                                                Optional.ofNullable(made.patients().get(step.key()))
                                                        .map(identities::get))))
                .toList();
    }

    private static Written written(Step step, @Nullable Integer version, Instant now) {
        if (version != null) {
            return new Written(step.key(), version, now, Objects.requireNonNull(step.effect()));
        }
        return step.present()
                .map(present ->
                        new Written(
                                step.key(),
                                present.version(),
                                present.lastUpdated(),
                                present.deleted()
                                        ? Written.Effect.ABSENT
                                        : Written.Effect.UNCHANGED))
                .orElseGet(() -> new Written(step.key(), 0, now, Written.Effect.ABSENT));
    }
}
