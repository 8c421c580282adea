package org.radbridge.fhirmapper.validation;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.StructureDefinition;

/**
 * R4's definitions and ours, once for the process. HL7's code completes a profile's snapshot when
 * it meets it and changes the definitions beneath as it goes, while others read them: so ours are
 * complete before anybody sees them. Codes of systems that nobody may ship (SNOMED CT, LOINC) are
 * not looked up.
 */
public final class Definitions {
    private Definitions() {}

    /** Read when first asked for: that takes seconds. */
    private static final class Read {
        private static final IValidationSupport ALL = read();
    }

    public static IValidationSupport all() {
        return Read.ALL;
    }

    private static IValidationSupport read() {
        FhirContext context = FhirContext.forR4Cached();
        List<IBaseResource> ours =
                Stream.concat(OurDefinitions.NAMES.stream(), OurDefinitions.OF_OTHERS.stream())
                        .<IBaseResource>map(name ->
                                context.newJsonParser().parseResource(OurDefinitions.json(name)))
                        .toList();
        IValidationSupport incomplete = chain(context, ours);
        return chain(
                context,
                ours.stream()
                        .map(definition -> complete(context, incomplete, definition))
                        .toList());
    }

    private static IBaseResource complete(
            FhirContext context, IValidationSupport all, IBaseResource definition) {
        return definition instanceof StructureDefinition profile
                ? new SnapshotGeneratingValidationSupport(context)
                        .generateSnapshot(
                                new ValidationSupportContext(all),
                                profile,
                                profile.getUrl(),
                                null,
                                profile.getName())
                : definition;
    }

    private static IValidationSupport chain(FhirContext context, List<IBaseResource> ours) {
        PrePopulatedValidationSupport known = new PrePopulatedValidationSupport(context);
        ours.forEach(known::addResource);
        UnknownCodeSystemWarningValidationSupport unknown =
                new UnknownCodeSystemWarningValidationSupport(context);
        unknown.setNonExistentCodeSystemSeverity(IValidationSupport.IssueSeverity.WARNING);
        return new ValidationSupportChain(
                known,
                new DefaultProfileValidationSupport(context),
                new CommonCodeSystemsTerminologyService(context),
                new InMemoryTerminologyServerValidationSupport(context),
                unknown);
    }
}
