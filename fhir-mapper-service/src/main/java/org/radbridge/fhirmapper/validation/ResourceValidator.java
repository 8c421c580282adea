package org.radbridge.fhirmapper.validation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.jboss.logging.Logger;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Judges resources by R4, by our own definitions and by the profiles of ours that they name. Codes
 * of systems that nobody may ship (SNOMED CT, LOINC) are not looked up. Computation, off the event
 * loop.
 */
@ApplicationScoped
public class ResourceValidator {
    private static final Logger LOG = Logger.getLogger(ResourceValidator.class);
    private static final String WARM_UP = "{\"resourceType\":\"Patient\",\"active\":true}";

    private final ComputePool compute;
    private final JudgedForms judgedForms;

    /** Made when the first resource is judged: the definitions take seconds to read. */
    private static final class Validators {
        private static final ValidatorPool POOL = new ValidatorPool(Definitions.all());
    }

    public ResourceValidator(ComputePool compute, JudgedForms judgedForms) {
        this.compute = compute;
        this.judgedForms = judgedForms;
    }

    /** R4's definitions are read when the first resource is judged: that takes seconds. */
    void warmUp(@Observes StartupEvent event) {
        compute.run(() -> judge(WARM_UP, Optional.empty()))
                .subscribe()
                .with(
                        _ -> LOG.debug("the FHIR definitions are read"),
                        failure -> LOG.warnf("the FHIR definitions cannot be read: %s", failure));
    }

    /**
     * All that is to be said of a resource.
     *
     * @param json the resource
     * @param profile the canonical URL of a profile that it is to conform to, beside R4
     * @throws RadbridgeException {@code fhir-profile-unknown}
     */
    public List<Issue> judge(String json, Optional<String> profile) {
        if (profile.filter(url -> !Validators.POOL.knows(url)).isPresent()) {
            throw new RadbridgeException(
                    ValidationFailure.UNKNOWN_PROFILE, "no definition has that address");
        }
        return Validators.POOL.judge(json, profile).stream().map(ResourceValidator::issue).toList();
    }

    /**
     * Passes what conforms: by the verdict on its form, if that is known, or else in full.
     *
     * @throws InvalidResourceException with all that is said of what does not
     */
    public void check(String json) {
        check(judgedForms.formOf(json), () -> json);
    }

    /** As {@link #check(String)}, of a tree in which no object names a property twice. */
    public void check(ObjectNode tree) {
        check(judgedForms.formOf(tree), tree::toString);
    }

    private void check(Optional<ResourceForm> form, Supplier<String> json) {
        if (form.filter(judgedForms::vouchFor).isPresent()) {
            return;
        }
        List<Issue> issues = judge(json.get(), Optional.empty());
        boolean refused = issues.stream().anyMatch(Issue::refuses);
        form.ifPresent(known -> judgedForms.judged(known, !refused));
        if (refused) {
            throw new InvalidResourceException(issues);
        }
    }

    private static Issue issue(ValidationMessage message) {
        Issue.Severity severity =
                switch (message.getLevel()) {
                    case FATAL -> Issue.Severity.FATAL;
                    case ERROR -> Issue.Severity.ERROR;
                    case WARNING -> Issue.Severity.WARNING;
                    case INFORMATION, NULL -> Issue.Severity.INFORMATION;
                };
        return new Issue(
                severity,
                Optional.ofNullable(message.getLocation()).orElse(""),
                Optional.ofNullable(message.getMessage()).orElse(""));
    }
}
