package org.radbridge.fhirmapper.evidence;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.radbridge.contracts.ModelRun;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.iod.AlgorithmIdentification;
import org.radbridge.dicom.iod.Equipment;
import org.radbridge.dicom.iod.ObjectHeader;
import org.radbridge.dicom.iod.ObjectHeader.Series;
import org.radbridge.fhirmapper.mapping.DicomValues;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.review.Decision;
import org.radbridge.fhirmapper.review.Review;

/**
 * What all objects of a result say alike: whose they are, what made them, when.
 *
 * @param author who makes them
 */
public record ObjectHeaders(StudyResult result, ObjectAuthor author) {

    /** The study's own elements; its UID even where an instance's header lacks it. */
    public DataSet source() {
        return new DataSet()
                .putAll(result.study().header())
                .put(Tag.StudyInstanceUID, result.event().studyInstanceUid());
    }

    public Equipment equipment() {
        return new Equipment("Radbridge", "Radbridge", "radbridge", author.softwareVersion());
    }

    /** When the result became what it is: the answers came, or a radiologist last spoke. */
    public OffsetDateTime contentTime() {
        Review review = result.review();
        Stream<Instant> words =
                Stream.concat(
                        review.decisions().stream().map(Decision::at),
                        review.signature().stream().map(signature -> signature.at()));
        return at(
                Stream.concat(Stream.of(result.issued()), words)
                        .max(Instant::compareTo)
                        .orElseThrow());
    }

    /**
     * An instant at the study's offset from UTC. There is one in each object (0008,0201), and it
     * holds for the study's date and time too, which are copied as they are.
     */
    public OffsetDateTime at(Instant instant) {
        return instant.atOffset(DicomValues.offset(result.study().header(), author.zone()));
    }

    /** Grows with every edition: (0020,0013) of what there is one of in each. */
    public int instanceNumber() {
        return result.review().edition() + 1;
    }

    static AlgorithmIdentification algorithm(ModelRun run) {
        return new AlgorithmIdentification(
                run.manufacturer(), run.model(), run.version(), run.deviceUid(), run.statement());
    }

    /** The header of an object in a series of its kind. */
    ObjectHeader of(
            PlannedObject object,
            String modality,
            String seriesDescription,
            int instanceNumber,
            OffsetDateTime time) {
        List<AlgorithmIdentification> algorithms =
                object.findings().stream().map(shown -> algorithm(shown.run())).distinct().toList();
        return new ObjectHeader(
                source(),
                object.kind().sopClassUid(),
                object.sopInstanceUid(),
                new Series(
                        modality,
                        object.reference().seriesInstanceUid(),
                        object.kind().seriesNumber(),
                        seriesDescription),
                instanceNumber,
                equipment(),
                time,
                algorithms);
    }
}
