package org.radbridge.fhirmapper.interaction;

import static java.util.stream.Collectors.toSet;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Resource;
import org.radbridge.fhirmapper.interaction.WritePlan.Step;
import org.radbridge.fhirmapper.interaction.Written.Effect;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.resource.LabelledResource;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.store.ResourceKey;
import org.radbridge.fhirmapper.store.ResourceLabels;
import org.radbridge.fhirmapper.store.ResourceRows;
import org.radbridge.fhirmapper.store.WriteTargets.Present;
import org.radbridge.fhirmapper.validation.ResourceValidator;
import org.radbridge.kit.access.AccessDenied;

/**
 * The resources that a plan leaves behind, ready for the store. Computation, off the event loop.
 */
@ApplicationScoped
class WriteRows {
    private static final Pattern ELSEWHERE =
            Pattern.compile("https?://.+/([A-Z][A-Za-z]+/[A-Za-z0-9\\-.]{1,64})");

    private final FhirJson fhirJson;
    private final ResourceValidator validator;
    private final References references;
    private final Labelling labelling;

    WriteRows(FhirJson fhirJson, ResourceValidator validator, SiteConfig config) {
        this.fhirJson = fhirJson;
        this.validator = validator;
        this.references = new References(config.base());
        this.labelling = new Labelling(new PatientIdentities(config.issuers()));
    }

    /**
     * What is to be written.
     *
     * @param rows empty when there is nothing
     * @param patients ids of the Patients in whose record the resources are
     */
    record Made(Optional<ResourceRows> rows, Map<ResourceKey, String> patients) {}

    /**
     * The rows to be written.
     *
     * @throws AccessDenied when one would be outside of what the caller may write
     * @throws org.radbridge.kit.failure.RadbridgeException when a reference leads nowhere, or a
     *     patch fails, or what it makes does not conform
     */
    Made of(WritePlan plan) {
        Map<String, ResourceKey> entries = new HashMap<>();
        plan.steps()
                .forEach(step ->
                        step.write().fullUrl().ifPresent(url -> enter(entries, url, step.key())));
        List<LabelledResource> resources = new ArrayList<>();
        Map<ResourceKey, String> patients = new HashMap<>();
        Set<String> madeUp = plan.madeUp().stream().map(ResourceKey::id).collect(toSet());
        for (Step step : plan.steps()) {
            if (step.effect() == Effect.CREATED || step.effect() == Effect.UPDATED) {
                Resource resource = resource(step);
                resource.setId(step.key().id());
                resource.getMeta().setVersionId(null);
                resource.getMeta().setLastUpdated(null);
                references.resolve(resource, entries, plan.found());
                LabelledResource labelled = labelled(step, resource);
                resources.add(labelled);
                if (labelled.patient() != null) {
                    patients.put(step.key(), labelled.patient());
                }
            }
        }
        return new Made(
                resources.isEmpty()
                        ? Optional.empty()
                        : Optional.of(ResourceRows.of(fhirJson, resources, madeUp)),
                patients);
    }

    /** A resource that stood elsewhere is also referred to by its type and id there. */
    private static void enter(Map<String, ResourceKey> entries, String url, ResourceKey key) {
        entries.put(url, key);
        Matcher elsewhere = ELSEWHERE.matcher(url);
        if (elsewhere.matches()) {
            entries.putIfAbsent(elsewhere.group(1), key);
        }
    }

    private LabelledResource labelled(Step step, Resource resource) {
        LabelledResource labelled =
                labelling.label(resource, step.present().map(Present::ordinal).orElse(0));
        if (!step.scope().admits(ResourceLabels.of(labelled))) {
            throw new AccessDenied(step.key().type());
        }
        return labelled;
    }

    private Resource resource(Step step) {
        return switch (step.write()) {
            case Write.Create create -> create.body().copy();
            case Write.Update update -> update.body().copy();
            case Write.Patch patch -> {
                String patched =
                        patch.patch().apply(step.present().orElseThrow().json(), step.key().id());
                validator.check(patched);
                yield fhirJson.readStrictly(patched);
            }
            case Write.Delete _ ->
                    throw new IllegalStateException("a deletion leaves nothing behind");
        };
    }
}
