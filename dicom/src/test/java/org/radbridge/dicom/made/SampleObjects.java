package org.radbridge.dicom.made;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.image.Image;
import org.radbridge.dicom.image.RenderedFrame;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.iod.AlgorithmIdentification;
import org.radbridge.dicom.iod.ConceptCode;
import org.radbridge.dicom.iod.Equipment;
import org.radbridge.dicom.iod.ImagePoint;
import org.radbridge.dicom.iod.ImageReference;
import org.radbridge.dicom.iod.ObjectHeader;
import org.radbridge.dicom.iod.ObjectHeader.Series;
import org.radbridge.dicom.parametricmap.ParametricMap;
import org.radbridge.dicom.parametricmap.ParametricMap.Tracking;
import org.radbridge.dicom.parametricmap.ValueGrid;
import org.radbridge.dicom.presentation.Annotation;
import org.radbridge.dicom.presentation.PresentationState;
import org.radbridge.dicom.samples.DicomSamples;
import org.radbridge.dicom.secondarycapture.Overlay;
import org.radbridge.dicom.secondarycapture.SecondaryCapture;

/** A finding on a sample image, in every form. */
final class SampleObjects {
    private static final AlgorithmIdentification MODEL =
            new AlgorithmIdentification(
                    "Radbridge", "sample-model", "1.0.0", Uid.fromName("sample-model/1"), null);

    private final Part10File file;

    private SampleObjects(Part10File file) {
        this.file = file;
    }

    static SampleObjects of(String sample) throws IOException {
        return new SampleObjects(Part10Reader.read(DicomSamples.file(sample)));
    }

    DataSet image() {
        return file.dataSet();
    }

    ImageReference source() {
        DataSet image = image();
        return new ImageReference(
                image.string(Tag.StudyInstanceUID).orElseThrow(),
                image.string(Tag.SeriesInstanceUID).orElseThrow(),
                image.string(Tag.SOPClassUID).orElseThrow(),
                image.string(Tag.SOPInstanceUID).orElseThrow());
    }

    /** 4 rows of 8 cells over the whole image, or beyond it by a margin; the values are 0 to 31. */
    ValueGrid grid(int margin) {
        float[] values = new float[32];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        int rows = image().integer(Tag.Rows).orElseThrow();
        int columns = image().integer(Tag.Columns).orElseThrow();
        return new ValueGrid(
                4,
                8,
                values,
                new ImagePoint(-margin, -margin),
                new ImagePoint(columns + margin, rows + margin));
    }

    ObjectHeader header(String sopClassUid, String modality) {
        return new ObjectHeader(
                image(),
                sopClassUid,
                Uid.fromName("object/" + sopClassUid),
                new Series(modality, Uid.fromName("series/" + sopClassUid), 9901, "AI results"),
                1,
                new Equipment("Radbridge", "Radbridge", "radbridge", "1.0"),
                OffsetDateTime.parse("2026-11-22T14:05:06+01:00"),
                List.of(MODEL));
    }

    DataSet parametricMap(ValueGrid grid) {
        return new ParametricMap(
                        header(
                                Uid.ParametricMapStorage,
                                image().string(Tag.Modality).orElseThrow()),
                        image(),
                        source(),
                        grid,
                        ConceptCode.dcm("130402", "Class activation"),
                        new ConceptCode("1", "UCUM", "no units"),
                        ConceptCode.sct("36118008", "Pneumothorax"),
                        ConceptCode.sct("51185008", "Chest"),
                        Optional.of(new Tracking("Pneumothorax", Uid.fromName("tracking"))))
                .write();
    }

    List<ImagePoint> outline() {
        double rows = image().integer(Tag.Rows).orElseThrow();
        double columns = image().integer(Tag.Columns).orElseThrow();
        return List.of(
                new ImagePoint(columns / 4, rows / 4),
                new ImagePoint(columns / 2.5, rows / 3),
                new ImagePoint(columns / 3, rows / 2));
    }

    Annotation annotation(int index) {
        return new Annotation(
                List.of("Pneumothorax 0.97", "AI, not verified"),
                outline(),
                Annotation.colour(index));
    }

    DataSet presentationState() {
        return new PresentationState(
                        header(Uid.GrayscaleSoftcopyPresentationStateStorage, "PR"),
                        image(),
                        source(),
                        "AI findings, not verified",
                        List.of(
                                annotation(0),
                                new Annotation(
                                        List.of("Effusion 0.61", "AI, not verified"),
                                        List.of(),
                                        Annotation.colour(1))))
                .write();
    }

    RenderedFrame overlay() {
        RenderedFrame frame = RenderedFrame.of(Image.of(file), 0, Optional.empty());
        return new Overlay(annotation(0), Optional.of(grid(0))).over(frame);
    }

    DataSet secondaryCapture() {
        return new SecondaryCapture(
                        header(Uid.SecondaryCaptureImageStorage, "OT"),
                        overlay(),
                        image(),
                        source(),
                        "Class activation over the image")
                .write();
    }
}
