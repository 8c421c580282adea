package org.radbridge.fhirmapper.interaction;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AccessAction;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.interaction.Written.Effect;
import org.radbridge.fhirmapper.store.AccessScope;
import org.radbridge.fhirmapper.store.ResourceKey;
import org.radbridge.fhirmapper.store.WriteTargets.Present;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * What a set of writes comes to: which resource each is about, and what is done to it. What a
 * caller may not see within the scope of the action is as if it were not there.
 */
final class WritePlan {
    private static final Set<Effect> CHANGES =
            EnumSet.of(Effect.CREATED, Effect.UPDATED, Effect.DELETED);

    private final List<Write> writes;
    private final Map<Condition, Optional<ResourceKey>> found;
    private final Map<Patient, PatientIdentifier> patients;
    private final BiFunction<String, AccessAction, AccessScope> scopes;
    private final Set<ResourceKey> madeUp = new HashSet<>();
    private final List<ResourceKey> about;
    private final List<Step> steps = new ArrayList<>();

    /**
     * One write, decided.
     *
     * @param effect what it is meant to do; {@code UNCHANGED} and {@code ABSENT} for nothing
     * @param present what is there, or was
     * @param scope in which what it leaves behind has to be
     */
    record Step(
            Write write,
            ResourceKey key,
            Effect effect,
            Optional<Present> present,
            AccessScope scope) {}

    /**
     * @param found what the conditions found
     * @param patients who the Patients among the resources are, where they say so
     * @param scopes what the caller may do, by type and action
     */
    WritePlan(
            List<Write> writes,
            Map<Condition, Optional<ResourceKey>> found,
            Map<Patient, PatientIdentifier> patients,
            BiFunction<String, AccessAction, AccessScope> scopes) {
        this.writes = List.copyOf(writes);
        this.found = Map.copyOf(found);
        this.patients = new HashMap<>(patients);
        this.scopes = scopes;
        this.about = this.writes.stream().map(this::about).toList();
    }

    /** The resources that the writes are about. */
    Set<ResourceKey> keys() {
        return new HashSet<>(about);
    }

    /** Those of them whose id was made up just now: nothing is there, or ever was. */
    Set<ResourceKey> madeUp() {
        return Set.copyOf(madeUp);
    }

    /** Those of them that are only met again: creations whose condition finds them. */
    Set<ResourceKey> unchanged() {
        Set<ResourceKey> met = new HashSet<>();
        Set<ResourceKey> others = new HashSet<>();
        for (int i = 0; i < writes.size(); i++) {
            boolean again =
                    writes.get(i) instanceof Write.Create create
                            && create.ifNoneExist().flatMap(this::match).isPresent();
            (again ? met : others).add(about.get(i));
        }
        met.removeAll(others);
        return met;
    }

    /** The writes, decided. */
    List<Step> steps() {
        return List.copyOf(steps);
    }

    /** What the conditions found. */
    Map<Condition, Optional<ResourceKey>> found() {
        return found;
    }

    /** Decides every write, by what is there. */
    WritePlan decided(Map<ResourceKey, Present> current, Map<ResourceKey, Present> last) {
        Set<ResourceKey> seen = new HashSet<>();
        for (int i = 0; i < writes.size(); i++) {
            ResourceKey key = about.get(i);
            Present there = current.get(key);
            Step step = step(writes.get(i), key, there == null ? last.get(key) : there);
            if (CHANGES.contains(step.effect()) && !seen.add(key)) {
                throw new RadbridgeException(
                        WriteFailure.ENTRIES_OVERLAP, "a " + key.type() + " is written twice");
            }
            steps.add(step);
        }
        return this;
    }

    List<ResourceKey> deletions() {
        return steps.stream()
                .filter(step -> step.effect() == Effect.DELETED)
                .map(Step::key)
                .toList();
    }

    /** The identifiers behind the ids of Patients that are new. */
    List<PatientIdentifier> newPatients() {
        return steps.stream()
                .filter(step -> step.effect() == Effect.CREATED)
                .flatMap(step -> identifier(step.write()).stream())
                .toList();
    }

    /** The identifiers behind the ids of the Patients among the resources. */
    Map<String, PatientIdentifier> identifiers() {
        return patients.values().stream()
                .collect(toMap(PatientIdentifier::key, identity(), (one, _) -> one));
    }

    /** Whose record a write is in. */
    Optional<PatientIdentifier> owner(Step step) {
        return step.present().flatMap(Present::owner).or(() -> identifier(step.write()));
    }

    private Optional<PatientIdentifier> identifier(Write write) {
        return write.resource()
                .filter(Patient.class::isInstance)
                .map(resource -> patients.get((Patient) resource));
    }

    private ResourceKey about(Write write) {
        return switch (write) {
            case Write.Create create ->
                    create.ifNoneExist()
                            .flatMap(this::match)
                            .orElseGet(() -> created(create.type(), create.body()));
            case Write.Update update ->
                    existing(update.type(), update.target())
                            .orElseGet(() -> created(update.type(), update.body()));
            case Write.Patch patch ->
                    existing(patch.type(), patch.target())
                            .orElseThrow(() ->
                                    new RadbridgeException(
                                            KitFailure.NOT_FOUND, "the condition finds nothing"));
            case Write.Delete delete ->
                    existing(delete.type(), delete.target())
                            .orElseGet(() -> new ResourceKey(delete.type(), "-"));
        };
    }

    private Optional<ResourceKey> existing(String type, Target target) {
        return switch (target) {
            case Target.Id id -> Optional.of(new ResourceKey(type, id.id()));
            case Target.Matching matching -> match(matching.condition());
        };
    }

    private Optional<ResourceKey> match(Condition condition) {
        return found.getOrDefault(condition, Optional.empty());
    }

    /** An id that says nothing; for a Patient with an identifier, the one that DICOM leads to. */
    private ResourceKey created(String type, Resource resource) {
        PatientIdentifier patient = resource instanceof Patient named ? patients.get(named) : null;
        if (patient != null) {
            return new ResourceKey(type, patient.key());
        }
        ResourceKey key = new ResourceKey(type, UUID.randomUUID().toString());
        madeUp.add(key);
        return key;
    }

    private Step step(Write write, ResourceKey key, @Nullable Present there) {
        return switch (write) {
            case Write.Create create -> create(create, key, Optional.ofNullable(there));
            case Write.Update update -> update(update, key, Optional.ofNullable(there));
            case Write.Patch patch -> patch(patch, key, Optional.ofNullable(there));
            case Write.Delete delete -> delete(delete, key, Optional.ofNullable(there));
        };
    }

    private Step create(Write.Create create, ResourceKey key, Optional<Present> there) {
        AccessScope scope = scopes.apply(create.type(), AccessAction.CREATE);
        if (create.ifNoneExist().flatMap(this::match).isPresent()) {
            return new Step(create, key, Effect.UNCHANGED, there, scope);
        }
        return creation(create, key, there, scope);
    }

    private static Step creation(
            Write write, ResourceKey key, Optional<Present> there, AccessScope scope) {
        if (there.filter(present -> !present.deleted()).isPresent()) {
            throw new RadbridgeException(
                    WriteFailure.PATIENT_KNOWN, "update it, or create with If-None-Exist");
        }
        return new Step(write, key, Effect.CREATED, there, scope);
    }

    private Step update(Write.Update update, ResourceKey key, Optional<Present> there) {
        AccessScope scope = scopes.apply(update.type(), AccessAction.UPDATE);
        Optional<Present> visible = there.filter(present -> scope.admits(present.labels()));
        boolean bySearch = update.target() instanceof Target.Matching;
        if (bySearch && match(((Target.Matching) update.target()).condition()).isEmpty()) {
            checkVersion(update.ifMatch(), Optional.empty());
            if (update.body().getIdElement().hasIdPart()) {
                throw new RadbridgeException(
                        WriteFailure.ID_ASSIGNED_HERE, "nothing matches, and the body has an id");
            }
            return creation(update, key, there, scopes.apply(update.type(), AccessAction.CREATE));
        }
        String id = update.body().getIdElement().getIdPart();
        if (id == null ? !bySearch : !id.equals(key.id())) {
            throw new RadbridgeException(
                    WriteFailure.ID_MISMATCH, "the body of an update carries the resource's id");
        }
        checkVersion(update.ifMatch(), visible.filter(present -> !present.deleted()));
        Present present =
                visible.orElseThrow(() ->
                        new RadbridgeException(
                                WriteFailure.ID_ASSIGNED_HERE, "create it without an id"));
        notOwned(present);
        return present.deleted()
                ? new Step(
                        update,
                        key,
                        Effect.CREATED,
                        visible,
                        scopes.apply(update.type(), AccessAction.CREATE))
                : new Step(update, key, Effect.UPDATED, visible, scope);
    }

    private Step patch(Write.Patch patch, ResourceKey key, Optional<Present> there) {
        AccessScope scope = scopes.apply(patch.type(), AccessAction.UPDATE);
        Optional<Present> visible = there.filter(present -> scope.admits(present.labels()));
        if (visible.filter(Present::deleted).isPresent()) {
            throw new RadbridgeException(WriteFailure.DELETED, "update it to have it back");
        }
        Present present =
                visible.orElseThrow(() ->
                        new RadbridgeException(
                                KitFailure.NOT_FOUND, "no " + key.type() + " of this id"));
        checkVersion(patch.ifMatch(), visible);
        notOwned(present);
        return new Step(patch, key, Effect.UPDATED, visible, scope);
    }

    private Step delete(Write.Delete delete, ResourceKey key, Optional<Present> there) {
        AccessScope scope = scopes.apply(delete.type(), AccessAction.DELETE);
        Optional<Present> visible = there.filter(present -> scope.admits(present.labels()));
        Optional<Present> alive = visible.filter(present -> !present.deleted());
        if (delete.ifMatch().isPresent()) {
            checkVersion(delete.ifMatch(), alive);
        }
        alive.ifPresent(WritePlan::notOwned);
        return new Step(
                delete, key, alive.isPresent() ? Effect.DELETED : Effect.ABSENT, visible, scope);
    }

    private static void checkVersion(OptionalInt wanted, Optional<Present> there) {
        if (wanted.isPresent()
                && there.filter(present -> present.version() == wanted.getAsInt()).isEmpty()) {
            throw new RadbridgeException(
                    WriteFailure.VERSION_CONFLICT, "read it again, then decide anew");
        }
    }

    private static void notOwned(Present present) {
        if (present.labels().study() != null) {
            throw new RadbridgeException(
                    WriteFailure.RESULT_OWNED, "it changes by review, or by another analysis");
        }
    }
}
