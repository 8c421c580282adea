package org.radbridge.inference.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.RoutedModel;
import org.radbridge.contracts.SeriesSummary;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.phantoms.PhantomStudy;
import org.radbridge.phantoms.chest.ChestFinding;

/** Studies as the ingest-service would store them and tell of them. */
public final class ClosedStudies {
    public static final String CHEST = "chest_radiograph_reference";
    public static final String HEAD_CT = "head_ct_haemorrhage_reference";

    private ClosedStudies() {}

    /** Stores a phantom study and describes its close, routed to these models. */
    public static StudyClosed of(PhantomStudy study, Lane lane, int revision, String... models)
            throws IOException {
        String uid = study.identity().studyInstanceUid();
        String series = study.identity().seriesInstanceUid();
        study.writeTo(InferenceParts.studies().resolve(uid).resolve(series));
        SeriesSummary summary =
                new SeriesSummary(
                        series,
                        study.modality(),
                        study.modality().equals("CT") ? "HEAD" : "CHEST",
                        List.of(study.sopClassUid()),
                        study.size(),
                        null);
        return closed(
                uid,
                revision,
                new PatientIdentifier("RADBRIDGE-PHANTOMS", study.identity().patientId()),
                lane,
                summary,
                models);
    }

    /** Stores real files of one series, and describes the close of their study. */
    public static StudyClosed ofFiles(List<Path> files, String... models) throws IOException {
        DataSet first = Part10Reader.read(files.getFirst()).dataSet();
        String uid = first.string(Tag.StudyInstanceUID).orElseThrow();
        String series = first.string(Tag.SeriesInstanceUID).orElseThrow();
        Path folder = InferenceParts.studies().resolve(uid).resolve(series);
        Files.createDirectories(folder);
        for (Path file : files) {
            String instance =
                    Part10Reader.read(file).dataSet().string(Tag.SOPInstanceUID).orElseThrow();
            Files.copy(file, folder.resolve(instance + ".dcm"));
        }
        SeriesSummary summary =
                new SeriesSummary(
                        series,
                        first.string(Tag.Modality).orElseThrow(),
                        null,
                        List.of(first.string(Tag.SOPClassUID).orElseThrow()),
                        files.size(),
                        null);
        PatientIdentifier patient = new PatientIdentifier("SAMPLES", "P1");
        return closed(uid, 1, patient, Lane.ROUTINE, summary, models);
    }

    private static StudyClosed closed(
            String uid,
            int revision,
            PatientIdentifier patient,
            Lane lane,
            SeriesSummary series,
            String... models) {
        List<RoutedModel> routes =
                Arrays.stream(models)
                        .map(model ->
                                new RoutedModel(
                                        model, "test rule", List.of(series.seriesInstanceUid())))
                        .toList();
        Instant now = Instant.now();
        return new StudyClosed(
                uid,
                revision,
                "quiet-timer",
                null,
                patient,
                null,
                lane,
                List.of(series),
                routes,
                Map.of(TimelineStep.CLOSED, now, TimelineStep.ROUTED, now),
                List.of());
    }

    /** A chest without findings; another salt is another study. */
    public static StudyClosed normalChest(String salt, int revision) throws IOException {
        return of(
                PhantomStudy.chest(3, new ChestFinding[0]).salted(salt),
                Lane.ROUTINE,
                revision,
                CHEST);
    }
}
