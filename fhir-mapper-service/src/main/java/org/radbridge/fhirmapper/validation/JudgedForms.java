package org.radbridge.fhirmapper.validation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * The forms of which a resource was judged in full and conforms. A share of what has a known form
 * is judged in full again; should a verdict ever differ, forms are not relied on any more.
 */
@ApplicationScoped
class JudgedForms {
    private static final Logger LOG = Logger.getLogger(JudgedForms.class);

    /** One of how many resources of a known form is judged in full nevertheless. */
    private static final int RECHECKED = 256;

    private final int rechecked;
    private final Cache<ResourceForm, Boolean> conforming;
    private final Counter known;
    private final Counter contradicted;
    private volatile boolean reliable;

    @Inject
    JudgedForms(ValidationConfig config, MeterRegistry meters) {
        this(config.rememberedForms(), RECHECKED, meters);
    }

    /**
     * @param most of how many forms it is remembered that they conform; none when not positive
     */
    JudgedForms(int most, int rechecked, MeterRegistry meters) {
        this.rechecked = rechecked;
        this.conforming = Caffeine.newBuilder().maximumSize(Math.max(0, most)).build();
        this.known = meters.counter("radbridge.validation.form.known");
        this.contradicted = meters.counter("radbridge.validation.form.contradicted");
        this.reliable = most > 0;
    }

    /** The form of a resource; empty when it has none that is to be relied on. */
    Optional<ResourceForm> formOf(String json) {
        return reliable ? ResourceForm.of(json) : Optional.empty();
    }

    /**
     * The form of a resource's tree, as {@code JsonTrees} reads it; empty when none is relied on.
     */
    Optional<ResourceForm> formOf(ObjectNode tree) {
        return reliable ? Optional.of(ResourceForm.of(tree)) : Optional.empty();
    }

    /** Whether resources of a form conform, so that this one need not be judged. */
    boolean vouchFor(ResourceForm form) {
        if (conforming.getIfPresent(form) == null
                || ThreadLocalRandom.current().nextInt(rechecked) == 0) {
            return false;
        }
        known.increment();
        return true;
    }

    /** Notes a verdict in full. */
    void judged(ResourceForm form, boolean conforms) {
        if (conforms) {
            conforming.put(form, true);
        } else if (conforming.getIfPresent(form) != null) {
            reliable = false;
            conforming.invalidateAll();
            contradicted.increment();
            LOG.error(
                    "two resources of one form were judged differently: every write is judged in full"
                            + " from now on; report this with the resource's type and the issues of"
                            + " the answer");
        }
    }
}
