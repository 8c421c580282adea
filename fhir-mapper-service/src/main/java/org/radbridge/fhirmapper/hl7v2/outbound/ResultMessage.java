package org.radbridge.fhirmapper.hl7v2.outbound;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.CodedConcept;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.ModelRun;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.hl7v2.er7.Dtm;
import org.radbridge.fhirmapper.hl7v2.er7.SegmentWriter;
import org.radbridge.fhirmapper.mapping.CodeSystems;
import org.radbridge.fhirmapper.mapping.MeasuredFigure;
import org.radbridge.fhirmapper.mapping.RankedFinding;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.review.Attestation;
import org.radbridge.fhirmapper.review.ReportStatus;
import org.radbridge.fhirmapper.review.Review;
import org.radbridge.fhirmapper.review.Verdict;

/**
 * A result as the observations of an ORU^R01 (section 7.3.1). Each message tells the whole of it:
 * what an earlier one told and this does not is no longer said.
 */
final class ResultMessage {
    /** Digits of a probability that mean anything. */
    private static final int PROBABILITY_SCALE = 4;

    private static final String PRESENT = "52101004";
    private static final String ABSENT = "2667000";
    private static final String AI_ASSERTED =
            SegmentWriter.joined("AIAST", "Artificial Intelligence asserted", "ObservationValue");

    private final ResultFacts facts;
    private final Review review;
    private final String conclusion;
    private final Optional<byte[]> pdf;
    private final List<String> segments = new ArrayList<>();
    private int observations;
    private int groups;

    /**
     * @param conclusion the report's conclusion in plain words
     * @param pdf the report as a document, if it goes along
     */
    ResultMessage(ResultFacts facts, String conclusion, Optional<byte[]> pdf) {
        this.facts = facts;
        this.review = facts.result().review();
        this.conclusion = conclusion;
        this.pdf = pdf;
    }

    /** All OBX segments. */
    String observations() {
        text(
                "ST",
                "110180",
                "Study Instance UID",
                "DCM",
                facts.result().event().studyInstanceUid());
        text("FT", "19005-8", "Radiology Imaging study [Impression] (narrative)", "LN", conclusion);
        RankedFinding.rank(facts.result().event().runs()).forEach(this::finding);
        pdf.ifPresent(this::document);
        return String.join("", segments);
    }

    /** OBR-25 (table 0123) and OBX-11 (table 0085) of a report as a whole. */
    static String status(ReportStatus status) {
        return switch (status) {
            case PRELIMINARY -> "P";
            case FINAL -> "F";
            case AMENDED -> "C";
            case ENTERED_IN_ERROR -> "X";
        };
    }

    private void text(String type, String code, String display, String system, String value) {
        segments.add(
                obx(type, null)
                        .components(3, code, display, system)
                        .field(5, value)
                        .field(11, overall())
                        .write());
    }

    /** Whether it is present, and how sure the model is: two observations of one sub-id. */
    private void finding(RankedFinding ranked) {
        Finding finding = ranked.finding();
        ModelRun run = ranked.run();
        String id =
                ResourceIds.observation(
                        facts.result().event().studyInstanceUid(), run, finding.label());
        boolean present = review.present(id, finding.present());
        String status = status(id);
        groups++;
        SegmentWriter verdict =
                obx("CWE", groups)
                        .encoded(3, concept(run, finding))
                        .components(
                                5,
                                present ? PRESENT : ABSENT,
                                present ? "Present" : "Absent",
                                "SCT",
                                present ? "RID28472" : "RID28473",
                                present ? "present" : "absent",
                                "RADLEX")
                        .field(8, present ? abnormal(finding.urgency()) : "N")
                        .field(11, status);
        segments.add(by(verdict, run, id).write());
        SegmentWriter probability =
                obx("NM", groups)
                        .components(
                                3, "confidence", finding.display() + ": confidence", "99RADBRIDGE")
                        .field(5, decimal(finding.confidence()))
                        .components(6, "1", "no units", "UCUM")
                        .field(7, "<" + decimal(finding.threshold()))
                        .field(11, status);
        segments.add(by(probability, run, id).write());
        if (present && review.asserts(id)) {
            MeasuredFigure.of(finding).forEach(figure -> measured(figure, run, id, status));
        }
    }

    /** A figure measured of a finding, under the finding's sub-id; OBX-17 says how, too. */
    private void measured(MeasuredFigure figure, ModelRun run, String id, String status) {
        SegmentWriter obx =
                by(
                        obx("NM", groups)
                                .encoded(3, coded(figure.quantity()))
                                .field(5, figure.value().toPlainString())
                                .components(6, figure.unit(), figure.unitText(), "UCUM")
                                .field(11, status),
                        run,
                        id);
        segments.add(obx.repetitions(17, List.of(AI_ASSERTED, coded(figure.method()))).write());
    }

    /** What a radiologist decided of a finding holds at once; the rest is as the report is. */
    private String status(String observation) {
        if (!review.asserts(observation)) {
            return "W";
        }
        return review.decision(observation)
                .map(decision -> decision.verdict() == Verdict.EDITED ? "C" : "F")
                .orElseGet(this::overall);
    }

    private SegmentWriter by(SegmentWriter obx, ModelRun run, String observation) {
        Optional<Attestation> word = review.lastWord(observation);
        return observer(obx, word)
                .field(14, facts.observed())
                .encoded(17, AI_ASSERTED)
                .components(
                        18, run.model() + " " + run.version(), "RADBRIDGE", run.deviceUid(), "ISO")
                .field(19, Dtm.write(word.map(Attestation::at).orElse(facts.result().issued())));
    }

    /** OBX-8 (table 0078): critical findings panic, others are abnormal. */
    private static String abnormal(Urgency urgency) {
        return urgency == Urgency.CRITICAL ? "AA" : "A";
    }

    /** The finding's SNOMED CT code and its RadLex code, else what the model calls it. */
    private static String concept(ModelRun run, Finding finding) {
        List<CodedConcept> known =
                finding.codes().stream().filter(code -> system(code.system()) != null).toList();
        CodedConcept own =
                new CodedConcept(
                        CodeSystems.MODEL_LABEL,
                        run.model() + "/" + finding.label(),
                        finding.display());
        CodedConcept first = known.isEmpty() ? own : known.getFirst();
        CodedConcept second = known.size() < 2 ? own : known.get(1);
        if (first.equals(second)) {
            return SegmentWriter.joined(first.code(), first.display(), system(first.system()));
        }
        return SegmentWriter.joined(
                first.code(),
                first.display(),
                system(first.system()),
                second.code(),
                second.display(),
                system(second.system()),
                null,
                null,
                finding.display());
    }

    private static String coded(CodedConcept concept) {
        return SegmentWriter.joined(concept.code(), concept.display(), system(concept.system()));
    }

    private static @Nullable String system(String uri) {
        return switch (uri) {
            case CodeSystems.SNOMED_CT -> "SCT";
            case CodeSystems.RADLEX -> "RADLEX";
            case CodeSystems.LOINC -> "LN";
            case CodeSystems.DICOM -> "DCM";
            case CodeSystems.MODEL_LABEL, CodeSystems.MEASUREMENT_METHOD -> "99RADBRIDGE";
            default -> null;
        };
    }

    private void document(byte[] pdf) {
        segments.add(
                obx("ED", null)
                        .components(3, "18748-4", "Diagnostic imaging study", "LN")
                        .encoded(
                                5,
                                "^application^pdf^Base64^"
                                        + Base64.getEncoder().encodeToString(pdf))
                        .field(11, overall())
                        .write());
    }

    private SegmentWriter obx(String type, @Nullable Integer subId) {
        observations++;
        SegmentWriter obx =
                SegmentWriter.of("OBX")
                        .field(1, Integer.toString(observations))
                        .field(2, type)
                        .field(4, subId == null ? null : subId.toString());
        return observer(obx, review.signature());
    }

    /** OBX-16, an XCN: id, then name. */
    private static SegmentWriter observer(SegmentWriter obx, Optional<Attestation> word) {
        return word.map(Attestation::by)
                .map(reader -> obx.components(16, reader.subject(), reader.name()))
                .orElse(obx);
    }

    /** Nothing of a withdrawn report is right any more. */
    private String overall() {
        return review.status() == ReportStatus.ENTERED_IN_ERROR ? "W" : status(review.status());
    }

    private static String decimal(double probability) {
        return BigDecimal.valueOf(probability)
                .setScale(PROBABILITY_SCALE, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
