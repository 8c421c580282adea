package org.radbridge.fhirmapper.mapping;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.radbridge.contracts.Evidence;
import org.radbridge.contracts.ModelRun;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.fhirmapper.document.Document;
import org.radbridge.fhirmapper.document.Document.Block;
import org.radbridge.fhirmapper.document.Document.Column;
import org.radbridge.fhirmapper.document.Document.Field;
import org.radbridge.fhirmapper.review.Attestation;
import org.radbridge.fhirmapper.review.Decision;
import org.radbridge.fhirmapper.review.ReportStatus;
import org.radbridge.fhirmapper.study.StudyMetadata;

/**
 * A study's result as people read it: whose it is, how urgent, what was found and how surely, what
 * a radiologist said of it, and what each model says of itself.
 */
final class ReportDocument {
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private final ResultSource source;

    private ReportDocument(ResultSource source) {
        this.source = source;
    }

    static Document of(ResultSource source) {
        return new ReportDocument(source).document();
    }

    private Document document() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Text(Conclusion.standing(source.review().status())));
        blocks.add(new Block.Heading("Patient"));
        blocks.add(new Block.Fields(patient()));
        blocks.add(new Block.Heading("Study"));
        blocks.add(new Block.Fields(study()));
        blocks.add(new Block.Heading("Result"));
        blocks.add(new Block.Fields(result()));
        blocks.add(new Block.Heading("Findings"));
        blocks.add(
                new Block.Table(
                        List.of(
                                new Column("Finding", 0.22),
                                new Column("Result", 0.1),
                                new Column("Confidence (threshold)", 0.17),
                                new Column("Measured", 0.21),
                                new Column("Status", 0.3)),
                        source.findings().stream().map(this::finding).toList()));
        source.findings().stream()
                .flatMap(ranked -> measured(ranked).stream())
                .map(figure -> "Measured: " + figure.method().display() + ".")
                .distinct()
                .map(Block.Text::new)
                .forEach(blocks::add);
        source.event().failures().stream()
                .map(failure -> new Block.Text(Conclusion.noAnswer(failure)))
                .forEach(blocks::add);
        List<Block> figures = source.findings().stream().flatMap(this::figure).toList();
        if (!figures.isEmpty()) {
            blocks.add(new Block.Heading("Key images"));
            blocks.addAll(figures);
        }
        blocks.add(new Block.Heading("Models"));
        source.event().runs().stream()
                .map(ReportDocument::model)
                .distinct()
                .map(Block.Text::new)
                .forEach(blocks::add);
        return new Document("Result of image analysis", blocks, footer());
    }

    private List<Field> patient() {
        DataSet header = source.study().header();
        List<Field> fields = new ArrayList<>();
        StudyMetadata.textOf(header, Tag.PatientName)
                .map(ReportDocument::name)
                .ifPresent(name -> fields.add(new Field("Name", name)));
        fields.add(
                new Field(
                        "Identifier",
                        source.event().patient().value()
                                + " ("
                                + source.event().patient().issuer()
                                + ")"));
        DicomValues.date(header, Tag.PatientBirthDate)
                .ifPresent(date -> fields.add(new Field("Born", date.toString())));
        StudyMetadata.textOf(header, Tag.PatientSex)
                .ifPresent(sex -> fields.add(new Field("Sex", sex)));
        return fields;
    }

    private List<Field> study() {
        List<Field> fields = new ArrayList<>();
        StudyMetadata.textOf(source.study().header(), Tag.StudyDescription)
                .ifPresent(text -> fields.add(new Field("Description", text)));
        fields.add(new Field("Acquired", source.effective().getValueAsString()));
        String modalities =
                source.study().series().stream()
                        .map(StudyMetadata.Series::modality)
                        .filter(modality -> modality != null)
                        .distinct()
                        .collect(Collectors.joining(", "));
        if (!modalities.isEmpty()) {
            fields.add(new Field("Modality", modalities));
        }
        if (source.event().accessionNumber() != null) {
            fields.add(new Field("Accession number", source.event().accessionNumber()));
        }
        fields.add(new Field("Study UID", source.event().studyInstanceUid()));
        return fields;
    }

    private List<Field> result() {
        List<Field> fields = new ArrayList<>();
        fields.add(
                new Field(
                        "Urgency", DiagnosticReportMapping.urgencyCode(source.event().urgency())));
        fields.add(new Field("Analysed", time(source.issued())));
        fields.add(new Field("Status", status()));
        source.review()
                .signature()
                .ifPresent(signature -> fields.add(new Field(signedAs(), signed(signature))));
        return fields;
    }

    /** The image on which a finding that is asserted as present is clearest, if it was drawn. */
    private Stream<Block> figure(RankedFinding ranked) {
        Evidence evidence = ranked.finding().evidence();
        if (evidence == null || !source.present(ranked)) {
            return Stream.empty();
        }
        return source.pictures().of(source.observationId(ranked)).stream()
                .map(picture ->
                        new Block.Figure(
                                picture,
                                String.format(
                                        Locale.ROOT,
                                        "%s %.2f: %s, with the model's activation in colour and its outline",
                                        ranked.finding().display(),
                                        ranked.finding().confidence(),
                                        place(evidence))));
    }

    /** Which image of the study it is, in a reader's words. */
    private String place(Evidence evidence) {
        StringBuilder place = new StringBuilder("image");
        source.study().series().stream()
                .filter(series -> series.uid().equals(evidence.seriesInstanceUid()))
                .forEach(series -> {
                    series.instances().stream()
                            .filter(image -> image.uid().equals(evidence.sopInstanceUid()))
                            .filter(image -> image.number() != null)
                            .forEach(image -> place.append(' ').append(image.number()));
                    if (series.number() != null) {
                        place.append(" of series ").append(series.number());
                    }
                });
        return evidence.frame() == null
                ? place.toString()
                : place.append(", frame ").append(evidence.frame()).toString();
    }

    private List<String> finding(RankedFinding ranked) {
        Optional<Decision> decision = source.review().decision(source.observationId(ranked));
        String result =
                source.asserts(ranked) ? (source.present(ranked) ? "present" : "absent") : "–";
        return List.of(
                ranked.finding().display(),
                result,
                "%.2f (%.2f)"
                        .formatted(ranked.finding().confidence(), ranked.finding().threshold()),
                measured(ranked).stream()
                        .map(MeasuredFigure::text)
                        .collect(Collectors.joining(", ")),
                decision.map(this::said).orElse("not decided"));
    }

    /** What is not asserted as present has no size. */
    private List<MeasuredFigure> measured(RankedFinding ranked) {
        return source.present(ranked) ? MeasuredFigure.of(ranked.finding()) : List.of();
    }

    private String said(Decision decision) {
        String what =
                switch (decision.verdict()) {
                    case ACCEPTED -> "accepted";
                    case EDITED -> "edited";
                    case REJECTED -> "rejected";
                };
        String why = decision.comment() == null ? "" : ": " + decision.comment();
        return what + " by " + decision.by().name() + ", " + time(decision.at()) + why;
    }

    private String status() {
        return switch (source.review().status()) {
            case PRELIMINARY -> "preliminary";
            case FINAL -> "final";
            case AMENDED -> "amended";
            case ENTERED_IN_ERROR -> "entered in error";
        };
    }

    private String signedAs() {
        return source.review().status() == ReportStatus.ENTERED_IN_ERROR
                ? "Withdrawn by"
                : "Verified by";
    }

    private String signed(Attestation signature) {
        return signature.by().name() + ", " + time(signature.at());
    }

    private static String model(ModelRun run) {
        return run.model()
                + " "
                + run.version()
                + " ("
                + run.manufacturer()
                + "): "
                + run.statement();
    }

    private String footer() {
        return "Study "
                + source.event().studyInstanceUid()
                + ", revision "
                + source.event().revision()
                + ", edition "
                + source.review().edition();
    }

    private String time(Instant instant) {
        return INSTANT.format(instant.atZone(source.settings().zone()));
    }

    /** The first component group of a PN as a line: prefix, given, middle, family, suffix. */
    private static String name(String personName) {
        String[] parts = personName.split("=", 2)[0].split("\\^", -1);
        List<String> words = new ArrayList<>();
        for (int index : new int[] {3, 1, 2, 0, 4}) {
            if (index < parts.length && !parts[index].isBlank()) {
                words.add(parts[index].strip());
            }
        }
        return String.join(" ", words);
    }
}
