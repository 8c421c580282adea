package org.radbridge.benchmarks.visible;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.io.DataSetWriter;
import org.radbridge.dicom.net.CStoreRequest;
import org.radbridge.phantoms.DemoStudies;
import org.radbridge.phantoms.PhantomStudy;
import org.radbridge.phantoms.StudyIdentity;

/**
 * An endless row of studies of ever other patients. The six demonstration studies, every urgency on
 * both modalities, are drawn once; each study in the row has one's pixels under identifiers of its
 * own, so that drawing takes no processor time while the suite is measured. Memory: the six drawn
 * studies, 15 MiB, and the encoded study that is asked for.
 */
final class StudyFeed {

    static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    /** A study ready to be sent. */
    record OutgoingStudy(
            Kind kind, String uid, String sopClassUid, List<OutgoingInstance> instances) {}

    /** An instance ready to be sent, encoded without preamble and file meta. */
    record OutgoingInstance(CStoreRequest request, Buffer dataSet) {}

    private record DrawnStudy(PhantomStudy study, List<DataSet> dataSets) {}

    private final String salt;
    private final List<Kind> kinds;
    private final Map<Kind, List<DrawnStudy>> drawn = new EnumMap<>(Kind.class);

    /**
     * Draws the pixels: takes seconds.
     *
     * @param salt makes this row's studies others than those of every other salt
     * @param kinds by turns
     */
    StudyFeed(String salt, List<Kind> kinds) {
        this.salt = salt;
        this.kinds = List.copyOf(kinds);
        for (DemoStudies.DemoStudy demo : DemoStudies.all()) {
            PhantomStudy study = demo.study();
            Kind kind = study.modality().equals("CT") ? Kind.HEAD : Kind.CHEST;
            if (kinds.contains(kind)) {
                drawn.computeIfAbsent(kind, _ -> new ArrayList<>())
                        .add(new DrawnStudy(study, study.dataSets()));
            }
        }
    }

    /**
     * The study at this place of the row, encoded now.
     *
     * @param number from 0
     */
    OutgoingStudy study(int number) {
        Kind kind = kinds.get(number % kinds.size());
        List<DrawnStudy> templates = drawn.getOrDefault(kind, List.of());
        DrawnStudy template = templates.get(number / kinds.size() % templates.size());
        PhantomStudy study = template.study().salted(salt + "/" + number);
        String patientId = study.identity().patientId() + "-" + salt + "-" + number;
        List<OutgoingInstance> instances = new ArrayList<>();
        for (int i = 1; i <= study.size(); i++) {
            DataSet dataSet =
                    identified(template.dataSets().get(i - 1), study.identity(), patientId, i);
            instances.add(
                    new OutgoingInstance(
                            CStoreRequest.of(
                                    study.sopClassUid(),
                                    study.identity().sopInstanceUid(i),
                                    SYNTAX),
                            Buffer.buffer(DataSetWriter.write(dataSet, SYNTAX))));
        }
        return new OutgoingStudy(
                kind,
                study.identity().studyInstanceUid(),
                study.sopClassUid(),
                List.copyOf(instances));
    }

    private static DataSet identified(
            DataSet drawn, StudyIdentity identity, String patientId, int instance) {
        DataSet dataSet =
                new DataSet()
                        .putAll(drawn)
                        .put(Tag.PatientID, patientId)
                        .put(Tag.AccessionNumber, identity.accessionNumber())
                        .put(Tag.StudyInstanceUID, identity.studyInstanceUid())
                        .put(Tag.SeriesInstanceUID, identity.seriesInstanceUid())
                        .put(Tag.SOPInstanceUID, identity.sopInstanceUid(instance));
        if (dataSet.contains(Tag.FrameOfReferenceUID)) {
            dataSet.put(Tag.FrameOfReferenceUID, identity.frameOfReferenceUid());
        }
        return dataSet;
    }
}
