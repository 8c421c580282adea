package org.radbridge.fhirmapper.testing;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.Resource;
import org.radbridge.fhirmapper.validation.Definitions;

/**
 * HAPI's instance validator with FHIR R4's own definitions and ours. Code systems that nobody may
 * ship here (SNOMED CT, LOINC, RadLex) give warnings, everything else has to be right.
 */
public final class FhirJudge {
    private static final FhirJudge INSTANCE = new FhirJudge();

    private final FhirValidator validator;

    private FhirJudge() {
        FhirInstanceValidator instanceValidator = new FhirInstanceValidator(definitions());
        // What a profile of others demands, nobody here knows: it may be claimed.
        instanceValidator.setErrorForUnknownProfiles(false);
        validator =
                FhirContext.forR4Cached().newValidator().registerValidatorModule(instanceValidator);
    }

    public static FhirJudge instance() {
        return INSTANCE;
    }

    /** What it judges by. */
    public IValidationSupport definitions() {
        return Definitions.all();
    }

    /** What is wrong with a resource: path and message of each error. */
    public List<String> errors(Resource resource) {
        return errors(FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource));
    }

    /** As {@link #errors(Resource)}, of JSON as it was sent. */
    public List<String> errors(String json) {
        return validator.validateWithResult(json).getMessages().stream()
                .filter(FhirJudge::isError)
                .map(m -> m.getLocationString() + ": " + m.getMessage())
                .toList();
    }

    private static boolean isError(SingleValidationMessage message) {
        return message.getSeverity() == ResultSeverityEnum.ERROR
                || message.getSeverity() == ResultSeverityEnum.FATAL;
    }
}
