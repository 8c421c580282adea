package org.radbridge.fhirmapper.validation;

import ca.uhn.fhir.context.ConfigurationException;
import ca.uhn.fhir.context.support.IValidationSupport;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.hl7.fhir.common.hapi.validation.validator.FhirDefaultPolicyAdvisor;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.common.hapi.validation.validator.WorkerContextValidationSupportAdapter;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r5.elementmodel.Manager.FhirFormat;
import org.hl7.fhir.r5.model.StructureDefinition;
import org.hl7.fhir.r5.utils.validation.ValidatorSession;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;
import org.hl7.fhir.r5.utils.validation.constants.IdStatus;
import org.hl7.fhir.r5.utils.xver.XVerExtensionManagerOld;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.hl7.fhir.utilities.validation.ValidationMessage.IssueSeverity;
import org.hl7.fhir.utilities.validation.ValidationMessage.IssueType;
import org.hl7.fhir.utilities.validation.ValidationMessage.Source;
import org.hl7.fhir.validation.ValidatorSettings;
import org.hl7.fhir.validation.instance.InstanceValidator;
import org.jboss.logging.Logger;

/**
 * HL7's validators, set up as HAPI sets them up, and used again: making one takes twenty times as
 * long as judging a resource. Each serves one thread at a time, and not for ever, since it is not
 * said what it remembers.
 */
final class ValidatorPool {
    private static final Logger LOG = Logger.getLogger(ValidatorPool.class);
    private static final int MOST_USES = 1000;

    private final WorkerContextValidationSupportAdapter definitions;
    private final Queue<Lent> idle = new ConcurrentLinkedQueue<>();

    private record Lent(InstanceValidator validator, int uses) {}

    ValidatorPool(IValidationSupport definitions) {
        this.definitions =
                WorkerContextValidationSupportAdapter.newVersionSpecificWorkerContextWrapper(
                        definitions);
    }

    /** Whether a profile is known. */
    boolean knows(String profile) {
        return definitions.fetchResource(StructureDefinition.class, profile) != null;
    }

    /**
     * What is to be said of a resource's JSON, by R4 and one more profile. HL7's validator throws
     * whatever it stumbles on. What a fresh one stumbles on as well does not conform.
     */
    List<ValidationMessage> judge(String json, Optional<String> profile) {
        Lent lent = Optional.ofNullable(idle.poll()).orElseGet(() -> new Lent(make(), 0));
        try {
            List<ValidationMessage> messages = judge(lent.validator(), json, profile);
            if (lent.uses() < MOST_USES) {
                idle.add(new Lent(lent.validator(), lent.uses() + 1));
            }
            return messages;
        } catch (RuntimeException e) {
            LOG.warnf("a validator stumbled, a fresh one is asked: %s", e.getClass().getName());
            return judgeAfresh(json, profile);
        }
    }

    private List<ValidationMessage> judgeAfresh(String json, Optional<String> profile) {
        try {
            return judge(make(), json, profile);
        } catch (RuntimeException e) {
            LOG.warnf("the validator stumbles on a resource: %s", e.getClass().getName());
            return List.of(
                    new ValidationMessage(
                            Source.InstanceValidator,
                            IssueType.EXCEPTION,
                            "",
                            "the validator cannot make anything of it",
                            IssueSeverity.FATAL));
        }
    }

    private List<ValidationMessage> judge(
            InstanceValidator validator, String json, Optional<String> profile) {
        List<StructureDefinition> profiles =
                profile
                        .map(url -> definitions.fetchResource(StructureDefinition.class, url))
                        .stream()
                        .toList();
        List<ValidationMessage> messages = new ArrayList<>();
        validator.validate(
                null,
                messages,
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                FhirFormat.JSON,
                profiles);
        return messages;
    }

    private InstanceValidator make() {
        try {
            InstanceValidator validator =
                    new InstanceValidator(
                            definitions,
                            new FhirInstanceValidator.NullEvaluationContext(),
                            new XVerExtensionManagerOld(definitions),
                            new ValidatorSession(),
                            new ValidatorSettings());
            validator.setBestPracticeWarningLevel(BestPracticeWarningLevel.Hint);
            validator.setAnyExtensionsAllowed(true);
            validator.setResourceIdRule(IdStatus.OPTIONAL);
            validator.setUnknownCodeSystemsCauseErrors(false);
            validator.setPolicyAdvisor(new FhirDefaultPolicyAdvisor());
            validator.setAllowXsiLocation(true);
            return validator;
        } catch (FHIRException e) {
            throw new ConfigurationException("the validator cannot be set up", e);
        }
    }
}
