package org.radbridge.fhirmapper.testing;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.radbridge.contracts.CodedConcept;
import org.radbridge.contracts.Evidence;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.Measurement;
import org.radbridge.contracts.ModelRun;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.evidence.ObjectAuthor;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;

/** The answers of a made-up model. */
public final class TestResults {
    /** When every made-up answer came. */
    public static final Instant INFERRED = Instant.parse("2026-11-22T08:15:40.250Z");

    /** Who makes the objects of results. */
    public static final ObjectAuthor AUTHOR = new ObjectAuthor("1.0", "Radiology", ZoneOffset.UTC);

    public static final String STATEMENT =
            "Reference model, trained on synthetic phantoms, not for clinical use";

    private TestResults() {}

    /** Pneumothorax present with 0.97, effusion present with 0.71, nodule absent with 0.08. */
    public static InferenceCompleted critical(TestStudy study) {
        return result(
                study,
                1,
                List.of(
                        finding(study, "Pneumothorax", "36118008", 0.97, Urgency.CRITICAL),
                        finding(study, "Effusion", "60046008", 0.71, Urgency.URGENT),
                        finding(study, "Nodule", "427359005", 0.08, Urgency.ROUTINE)));
    }

    /** All labels absent. */
    public static InferenceCompleted routine(TestStudy study) {
        return result(
                study,
                1,
                List.of(
                        finding(study, "Pneumothorax", "36118008", 0.02, Urgency.CRITICAL),
                        finding(study, "Nodule", "427359005", 0.11, Urgency.ROUTINE)));
    }

    /** A result with these findings. */
    public static InferenceCompleted result(TestStudy study, int revision, List<Finding> findings) {
        Urgency urgency =
                findings.stream()
                        .filter(Finding::present)
                        .map(Finding::urgency)
                        .min(Urgency::compareTo)
                        .orElse(Urgency.ROUTINE);
        ModelRun run =
                new ModelRun(
                        UUID.randomUUID().toString(),
                        "chest_radiograph_reference",
                        "1.0.0",
                        "2.25.40",
                        "Radbridge",
                        STATEMENT,
                        new CodedConcept("http://snomed.info/sct", "51185008", "Chest"),
                        study.series(),
                        study.images(),
                        findings,
                        12);
        return new InferenceCompleted(
                study.uid(),
                revision,
                study.patient(),
                "A-" + study.patient().value(),
                urgency == Urgency.ROUTINE ? Lane.ROUTINE : Lane.URGENT,
                urgency,
                List.of(run),
                List.of(),
                Map.of(TimelineStep.INFERRED, INFERRED));
    }

    /** A finding, present from 0.5 on. */
    public static Finding finding(
            TestStudy study, String label, String snomed, double confidence, Urgency urgency) {
        boolean present = confidence >= 0.5;
        Evidence evidence =
                new Evidence(
                        study.series(),
                        study.image(1),
                        study.sopClass(),
                        null,
                        UUID.randomUUID() + "/" + label,
                        List.of(
                                new Evidence.Point(10, 20),
                                new Evidence.Point(30, 20),
                                new Evidence.Point(30, 40)));
        return new Finding(
                label,
                label,
                List.of(new CodedConcept("http://snomed.info/sct", snomed, label)),
                confidence,
                0.5,
                present,
                urgency,
                present ? evidence : null,
                present ? measured(23.04) : List.of());
    }

    /** A present finding with a long axis of so many mm. */
    public static Finding finding(
            TestStudy study, String label, String snomed, Urgency urgency, double longAxis) {
        Finding found = finding(study, label, snomed, 0.9, urgency);
        return new Finding(
                found.label(),
                found.display(),
                found.codes(),
                found.confidence(),
                found.threshold(),
                found.present(),
                found.urgency(),
                found.evidence(),
                measured(longAxis));
    }

    /** What an outline with a long axis of so many mm, twice as long as wide, is measured as. */
    public static List<Measurement> measured(double longAxis) {
        return List.of(
                measurement("103339001", "Long axis", longAxis, "mm"),
                measurement("103340004", "Short axis", longAxis / 2, "mm"),
                measurement("42798000", "Area", Math.PI * longAxis * longAxis / 8, "mm2"));
    }

    private static Measurement measurement(String code, String display, double value, String unit) {
        return new Measurement(
                new CodedConcept("http://snomed.info/sct", code, display),
                value,
                unit,
                new CodedConcept(
                        "https://radbridge.org/fhir/CodeSystem/measurement-method",
                        "activation-outline",
                        "Outline of the class activation, not a segmentation"));
    }
}
