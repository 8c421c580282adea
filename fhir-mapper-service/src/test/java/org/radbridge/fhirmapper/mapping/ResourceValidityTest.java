package org.radbridge.fhirmapper.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudyStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.radbridge.contracts.EscalationChanged;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.InferenceFailed;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.ModelFailure;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.Urgency;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.fhirmapper.resource.LabelledResource;
import org.radbridge.fhirmapper.study.StudyMetadata;
import org.radbridge.fhirmapper.testing.FhirJudge;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;

@Tag("C5")
class ResourceValidityTest {
    private static final MappingSettings SETTINGS =
            new MappingSettings(
                    "http://localhost:8081/dicom-web",
                    ZoneId.of("Europe/Vienna"),
                    Map.of("HOSPITAL", "urn:oid:1.2.40.0.1"));

    static Stream<Arguments> results() {
        TestStudy radiograph = TestStudies.radiograph("P-1");
        TestStudy ct = TestStudies.headCt("P-2");
        TestStudy elsewhere =
                new TestStudy(
                        "2.25.77",
                        new PatientIdentifier("Clinic of São João & Co.", "00 17"),
                        "XX",
                        "LEFT BIG TOE",
                        1);
        return Stream.of(
                Arguments.of("critical", TestResults.critical(radiograph), radiograph.metadata()),
                Arguments.of("routine", TestResults.routine(ct), ct.metadata()),
                Arguments.of(
                        "odd issuer, unknown body part",
                        TestResults.critical(elsewhere),
                        elsewhere.metadata()),
                Arguments.of("bare header", TestResults.critical(radiograph), bare(radiograph)),
                Arguments.of(
                        "nonsense dates", TestResults.critical(radiograph), nonsense(radiograph)),
                Arguments.of(
                        "a model without an answer",
                        withFailure(TestResults.critical(radiograph)),
                        radiograph.metadata()),
                Arguments.of(
                        "label without a code",
                        TestResults.result(
                                radiograph,
                                2,
                                List.of(
                                        TestResults.finding(
                                                radiograph,
                                                "Odd",
                                                "36118008",
                                                0.6,
                                                Urgency.URGENT))),
                        radiograph.metadata()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("results")
    void everyResourceOfAResultIsValid(String name, InferenceCompleted event, StudyMetadata study) {
        assertThat(new ResultMapping(SETTINGS).map(event, study, TestResults.INFERRED))
                .isNotEmpty()
                .allSatisfy(labelled ->
                        assertThat(FhirJudge.instance().errors(labelled.resource()))
                                .as(labelled.resource().fhirType())
                                .isEmpty());
    }

    @Test
    @Tag("B9")
    void aPresentFindingHasItsMeasurementsAsQuantitiesAndAnAbsentOneHasNone() {
        TestStudy study = TestStudies.radiograph("P-1");
        Map<String, Observation> observations =
                new ResultMapping(SETTINGS)
                                .map(
                                        TestResults.critical(study),
                                        study.metadata(),
                                        TestResults.INFERRED)
                                .stream()
                                .map(LabelledResource::resource)
                                .filter(Observation.class::isInstance)
                                .map(Observation.class::cast)
                                .collect(
                                        Collectors.toMap(
                                                o -> o.getCode().getText(), o -> o, (a, _) -> a));

        Observation present = observations.get("Pneumothorax");
        Observation absent = observations.get("Nodule");

        assertThat(present.getComponent())
                .filteredOn(c -> c.getCode().getCodingFirstRep().getCode().equals("103339001"))
                .singleElement()
                .satisfies(component -> {
                    Quantity quantity = component.getValueQuantity();
                    assertThat(quantity.getValue()).isEqualTo(new BigDecimal("23.0"));
                    assertThat(quantity.getCode()).isEqualTo("mm");
                    assertThat(quantity.getSystem()).isEqualTo("http://unitsofmeasure.org");
                });
        assertThat(present.getMethod().getCodingFirstRep().getCode())
                .isEqualTo("activation-outline");
        assertThat(absent.getComponent()).hasSize(2);
        assertThat(absent.hasMethod()).isFalse();
    }

    @Test
    void everyModalityWeKnowIsOneThatFhirKnows() {
        ImagingStudy study = new ImagingStudy();
        study.setStatus(ImagingStudyStatus.AVAILABLE);
        study.getSubject().setDisplay("somebody");
        ModalityCodes.known().forEach(code -> study.addModality(ModalityCodes.coding(code)));
        assertThat(FhirJudge.instance().errors(study)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(EscalationChanged.State.class)
    void theCommunicationIsValidInEveryState(EscalationChanged.State state) {
        EscalationChanged event = escalation(state);
        CommunicationMapping mapping = new CommunicationMapping(SETTINGS);
        Communication communication = mapping.begin(event);
        mapping.change(communication, 0, event);
        assertThat(FhirJudge.instance().errors(communication)).isEmpty();
    }

    @Test
    void theTaskOfAFailedAnalysisIsValid() {
        InferenceFailed event =
                new InferenceFailed(
                        "2.25.5",
                        1,
                        List.of(new ModelFailure("chest", "model-missing", "no such model")),
                        Map.of());
        assertThat(FhirJudge.instance().errors(TaskMapping.failed(event, Instant.EPOCH).resource()))
                .isEmpty();
    }

    private static EscalationChanged escalation(EscalationChanged.State state) {
        return new EscalationChanged(
                "0b6e5ff0-0000-3000-8000-000000000002",
                2,
                "2.25.10",
                1,
                new PatientIdentifier("HOSPITAL", "P-1"),
                Lane.URGENT,
                "Pneumothorax",
                "Pneumothorax",
                state,
                "thoracic-surgery",
                1,
                "thoracic surgeon on call",
                "webhook",
                TestResults.INFERRED,
                Map.of());
    }

    private static InferenceCompleted withFailure(InferenceCompleted event) {
        return new InferenceCompleted(
                event.studyInstanceUid(),
                event.revision(),
                event.patient(),
                null,
                event.lane(),
                event.urgency(),
                event.runs(),
                List.of(new ModelFailure("other", "model-missing", "no such model")),
                event.stamps());
    }

    private static StudyMetadata bare(TestStudy study) {
        return new StudyMetadata(new DataSet(), study.metadata().series());
    }

    private static StudyMetadata nonsense(TestStudy study) {
        StudyMetadata metadata = study.metadata();
        metadata.header()
                .put(org.radbridge.dicom.data.Tag.StudyDate, "20261332")
                .put(org.radbridge.dicom.data.Tag.StudyTime, "late")
                .put(org.radbridge.dicom.data.Tag.PatientBirthDate, "unknown")
                .put(org.radbridge.dicom.data.Tag.PatientSex, "?")
                .put(org.radbridge.dicom.data.Tag.PatientName, "^^^^");
        return metadata;
    }
}
