package org.radbridge.fhirmapper.validation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import ca.uhn.fhir.validation.ValidationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.NpmPackageValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.utilities.npm.NpmPackage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.fhirmapper.mapping.MappingSettings;
import org.radbridge.fhirmapper.mapping.ResultMapping;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.resource.LabelledResource;
import org.radbridge.fhirmapper.testing.FhirJudge;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;

/** The FHIR NPM package that the build makes, as HAPI reads it. */
@Tag("C7")
class PublishedPackageTest {
    private static final Path SOURCE = Path.of("src/main/fhir-package");
    private static final Path PACKAGE = Path.of("target/fhir-package/org.radbridge.fhir.tgz");
    private static final String PROFILES = "https://radbridge.org/fhir/StructureDefinition/";

    /** HL7's validator looks for R4's own package, which HAPI's resources stand in for. */
    private static final String NO_CORE_PACKAGE = "Unable to resolve package id hl7.fhir.r4.core";

    /** Which profile of ours a resource of a study's result conforms to. */
    private static final Map<String, String> PROFILE =
            Map.of("Observation", "ai-finding", "DiagnosticReport", "ai-report");

    private final FhirContext context = FhirContext.forR4Cached();
    private final FhirJson fhirJson = new FhirJson();
    private final NpmPackageValidationSupport published = new NpmPackageValidationSupport(context);

    @Test
    void packageHoldsEveryDefinitionOfOurs() throws IOException {
        published.loadPackageFromClasspath("classpath:org.radbridge.fhir.tgz");

        try (Stream<Path> files = Files.list(Path.of("src/main/resources/fhir"))) {
            assertThat(files.map(f -> f.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(
                                            OurDefinitions.NAMES.stream(),
                                            OurDefinitions.OF_OTHERS.stream())
                                    .toList());
        }
        NpmPackage contents = NpmPackage.fromPackage(Files.newInputStream(PACKAGE));
        assertThat(contents.canonical()).isEqualTo("https://radbridge.org/fhir");
        for (String name : OurDefinitions.NAMES) {
            MetadataResource ours =
                    (MetadataResource) fhirJson.readStrictly(OurDefinitions.json(name));
            assertThat(contents.listResources(ours.fhirType())).contains(name + ".json");
            // HAPI's support takes what it validates by, and leaves the others.
            if (!List.of("SearchParameter", "OperationDefinition").contains(ours.fhirType())) {
                assertThat(published.fetchResource(ours.getClass(), ours.getUrl()))
                        .as(name)
                        .isNotNull();
            }
        }
    }

    @Test
    void definitionsThemselvesAreValid() {
        for (String name : OurDefinitions.NAMES) {
            assertThat(FhirJudge.instance().errors(OurDefinitions.json(name)))
                    .as(name)
                    .allMatch(error -> error.contains(NO_CORE_PACKAGE));
        }
    }

    @Test
    void resultsOfTheSuiteConformToThePublishedProfiles() throws IOException {
        FhirValidator validator = validator();
        TestStudy study = TestStudies.radiograph("P-1");
        MappingSettings settings =
                new MappingSettings("http://localhost:8081/dicom-web", ZoneId.of("UTC"), Map.of());
        List<LabelledResource> resources =
                new ResultMapping(settings)
                        .map(TestResults.critical(study), study.metadata(), TestResults.INFERRED);
        assertThat(resources)
                .extracting(r -> r.resource().fhirType())
                .containsAll(PROFILE.keySet());
        for (LabelledResource labelled : resources) {
            Resource resource = labelled.resource();
            assertThat(resource.getMeta().getProfile())
                    .as(resource.fhirType())
                    .extracting(CanonicalType::getValue)
                    .isEqualTo(
                            Stream.ofNullable(PROFILE.get(resource.fhirType()))
                                    .map(PROFILES::concat)
                                    .toList());
            assertThat(errors(validator, fhirJson.write(resource), new ValidationOptions()))
                    .as(resource.fhirType())
                    .isEmpty();
        }
    }

    @Test
    void whatLacksTheModelDoesNotConform() throws IOException {
        TestStudy study = TestStudies.radiograph("P-1");
        MappingSettings settings =
                new MappingSettings("http://localhost:8081/dicom-web", ZoneId.of("UTC"), Map.of());
        Observation finding =
                new ResultMapping(settings)
                                .map(
                                        TestResults.critical(study),
                                        study.metadata(),
                                        TestResults.INFERRED)
                                .stream()
                                .map(LabelledResource::resource)
                                .filter(Observation.class::isInstance)
                                .map(Observation.class::cast)
                                .findFirst()
                                .orElseThrow();
        finding.setDevice(null);
        ValidationOptions options = new ValidationOptions().addProfile(PROFILES + "ai-finding");

        assertThat(errors(validator(), fhirJson.write(finding), options))
                .anyMatch(error -> error.contains("Observation.device"));
    }

    @Test
    void sameFilesGiveTheSameBytes(@TempDir Path folder) throws Exception {
        Path again = folder.resolve("again.tgz");
        Process program =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                SOURCE.resolve("FhirPackage.java").toString(),
                                "src/main/resources/fhir",
                                SOURCE.resolve("package.json").toString(),
                                again.toString())
                        .redirectErrorStream(true)
                        .start();
        assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isZero();

        assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(PACKAGE));
    }

    private FhirValidator validator() throws IOException {
        published.loadPackageFromClasspath("classpath:org.radbridge.fhir.tgz");
        PrePopulatedValidationSupport others = new PrePopulatedValidationSupport(context);
        OurDefinitions.OF_OTHERS.forEach(
                name -> others.addResource(fhirJson.readStrictly(OurDefinitions.json(name))));
        UnknownCodeSystemWarningValidationSupport unknown =
                new UnknownCodeSystemWarningValidationSupport(context);
        unknown.setNonExistentCodeSystemSeverity(
                ca.uhn.fhir.context.support.IValidationSupport.IssueSeverity.WARNING);
        return context.newValidator()
                .registerValidatorModule(
                        new FhirInstanceValidator(
                                new ValidationSupportChain(
                                        published,
                                        others,
                                        new DefaultProfileValidationSupport(context),
                                        new SnapshotGeneratingValidationSupport(context),
                                        new CommonCodeSystemsTerminologyService(context),
                                        new InMemoryTerminologyServerValidationSupport(context),
                                        unknown)));
    }

    private static List<String> errors(
            FhirValidator validator, String json, ValidationOptions options) {
        return validator.validateWithResult(json, options).getMessages().stream()
                .filter(PublishedPackageTest::isError)
                .map(m -> m.getLocationString() + ": " + m.getMessage())
                .toList();
    }

    private static boolean isError(SingleValidationMessage message) {
        return message.getSeverity() == ResultSeverityEnum.ERROR
                || message.getSeverity() == ResultSeverityEnum.FATAL;
    }
}
