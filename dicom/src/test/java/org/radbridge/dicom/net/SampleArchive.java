package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;

/** One study of real files, to be found by its UID and retrieved. */
final class SampleArchive {

    private static final int[] RETURNED = {
        Tag.PatientID, Tag.PatientName, Tag.StudyInstanceUID, Tag.StudyDate, Tag.ModalitiesInStudy
    };

    final Archive archive = new Archive();
    final List<Path> files;
    private final DataSet study;

    SampleArchive(List<Path> files) throws IOException {
        this.files = files;
        this.study = Part10Reader.read(files.getFirst()).dataSet();
        for (Path file : files) {
            Part10File part10 = Part10Reader.read(file);
            archive.with(
                    part10.dataSet().string(Tag.SOPClassUID).orElseThrow(),
                    part10.dataSet().string(Tag.SOPInstanceUID).orElseThrow(),
                    part10.transferSyntax(),
                    dataSetOf(file));
        }
    }

    String studyInstanceUid() {
        return study.string(Tag.StudyInstanceUID).orElseThrow();
    }

    /** What follows the file meta information, whose length stands at byte 140 (PS3.10 §7.1). */
    static Buffer dataSetOf(Path file) throws IOException {
        Buffer bytes = Buffer.buffer(Files.readAllBytes(file));
        return bytes.getBuffer(144 + bytes.getIntLE(140), bytes.length());
    }

    DicomServerServices services(MoveDestinations destinations, CStoreScp store) {
        return DicomServerServices.storing(store)
                .withQueryRetrieve(
                        QueryRetrieveServices.NONE
                                .withFind(
                                        Set.of(Uid.StudyRootQueryRetrieveInformationModelFind),
                                        this::find)
                                .withMove(
                                        Set.of(Uid.StudyRootQueryRetrieveInformationModelMove),
                                        this::retrieve,
                                        destinations)
                                .withGet(
                                        Set.of(Uid.StudyRootQueryRetrieveInformationModelGet),
                                        this::retrieve));
    }

    private Future<DimseStatus> find(
            CFindRequest request, Matches matches, AssociationInfo association) {
        if (!names(request.identifier())) {
            return Future.succeededFuture(DimseStatus.SUCCESS);
        }
        DataSet match =
                new DataSet().put(Tag.QueryRetrieveLevel, "STUDY").copyFrom(study, RETURNED);
        return matches.send(match).map(DimseStatus.SUCCESS);
    }

    private Future<List<RetrievableInstance>> retrieve(
            RetrieveRequest request, AssociationInfo association) {
        return names(request.identifier())
                ? archive.retrieve(request, association)
                : Future.succeededFuture(List.of());
    }

    private boolean names(DataSet identifier) {
        Optional<String> uid = identifier.string(Tag.StudyInstanceUID);
        return uid.isEmpty() || uid.get().equals(studyInstanceUid());
    }
}
