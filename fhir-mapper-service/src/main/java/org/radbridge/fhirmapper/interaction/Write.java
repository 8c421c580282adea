package org.radbridge.fhirmapper.interaction;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.radbridge.contracts.AccessAction;
import org.radbridge.fhirmapper.patch.ResourcePatch;

/** Something to write (R4 http, 3.1.0.3 to 3.1.0.8). */
public sealed interface Write {

    /** The resource type. */
    String type();

    /** What the caller must be granted. */
    AccessAction action();

    /** The condition that it depends on, if on any. */
    Optional<Condition> condition();

    /** What is going to be there, as far as the caller says it whole. */
    Optional<Resource> resource();

    /** The address by which other entries of the same Bundle refer to it. */
    default Optional<String> fullUrl() {
        return Optional.empty();
    }

    /**
     * A new resource.
     *
     * @param ifNoneExist it is new only if this finds nothing
     */
    record Create(
            String type, Resource body, Optional<Condition> ifNoneExist, Optional<String> fullUrl)
            implements Write {
        @Override
        public AccessAction action() {
            return AccessAction.CREATE;
        }

        @Override
        public Optional<Condition> condition() {
            return ifNoneExist;
        }

        @Override
        public Optional<Resource> resource() {
            return Optional.of(body);
        }
    }

    /**
     * The next version of a resource; a new one when its condition finds none.
     *
     * @param ifMatch the version that it is to follow, if that matters
     */
    record Update(
            String type,
            Target target,
            Resource body,
            OptionalInt ifMatch,
            Optional<String> fullUrl)
            implements Write {
        @Override
        public AccessAction action() {
            return AccessAction.UPDATE;
        }

        @Override
        public Optional<Condition> condition() {
            return conditionOf(target);
        }

        @Override
        public Optional<Resource> resource() {
            return Optional.of(body);
        }
    }

    /** A change to a resource. */
    record Patch(String type, Target target, ResourcePatch patch, OptionalInt ifMatch)
            implements Write {
        @Override
        public AccessAction action() {
            return AccessAction.UPDATE;
        }

        @Override
        public Optional<Condition> condition() {
            return conditionOf(target);
        }

        @Override
        public Optional<Resource> resource() {
            return Optional.empty();
        }
    }

    /** The end of a resource; nothing when there is none. */
    record Delete(String type, Target target, OptionalInt ifMatch) implements Write {
        @Override
        public AccessAction action() {
            return AccessAction.DELETE;
        }

        @Override
        public Optional<Condition> condition() {
            return conditionOf(target);
        }

        @Override
        public Optional<Resource> resource() {
            return Optional.empty();
        }
    }

    private static Optional<Condition> conditionOf(Target target) {
        return Stream.of(target)
                .filter(Target.Matching.class::isInstance)
                .map(t -> ((Target.Matching) t).condition())
                .findFirst();
    }
}
