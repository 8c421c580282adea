package org.radbridge.fhirmapper.testing;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.Resource;

/**
 * HAPI's instance validator with FHIR R4's own definitions and ours. Code systems that nobody may
 * ship here (SNOMED CT, LOINC, RadLex) give warnings, everything else has to be right.
 */
public final class FhirJudge {
    private static final List<String> OURS =
            List.of(
                    "StructureDefinition-urgency",
                    "StructureDefinition-edition",
                    "StructureDefinition-ai-finding",
                    "StructureDefinition-ai-report",
                    "CodeSystem-failure",
                    "ValueSet-urgency",
                    "CodeSystem-urgency",
                    "CodeSystem-task",
                    "CodeSystem-review-act",
                    "CodeSystem-finding-part",
                    "CodeSystem-model-label",
                    "CodeSystem-v3-ObservationValue");

    private static final FhirJudge INSTANCE = new FhirJudge();

    private final FhirValidator validator;

    private FhirJudge() {
        FhirContext context = FhirContext.forR4Cached();
        PrePopulatedValidationSupport ours = new PrePopulatedValidationSupport(context);
        for (String name : OURS) {
            ours.addResource(
                    context.newJsonParser().parseResource(read("/fhir/" + name + ".json")));
        }
        UnknownCodeSystemWarningValidationSupport unknown =
                new UnknownCodeSystemWarningValidationSupport(context);
        unknown.setNonExistentCodeSystemSeverity(
                ca.uhn.fhir.context.support.IValidationSupport.IssueSeverity.WARNING);
        validator =
                context.newValidator()
                        .registerValidatorModule(
                                new FhirInstanceValidator(
                                        new ValidationSupportChain(
                                                ours,
                                                new DefaultProfileValidationSupport(context),
                                                new SnapshotGeneratingValidationSupport(context),
                                                new CommonCodeSystemsTerminologyService(context),
                                                new InMemoryTerminologyServerValidationSupport(
                                                        context),
                                                unknown)));
    }

    public static FhirJudge instance() {
        return INSTANCE;
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

    private static String read(String path) {
        try (InputStream resource = FhirJudge.class.getResourceAsStream(path)) {
            return new String(
                    Objects.requireNonNull(resource, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
