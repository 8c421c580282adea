package org.radbridge.ingest.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.OpenOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.io.DataSetWriter;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.net.AssociationRequest;
import org.radbridge.dicom.net.CFindRequest;
import org.radbridge.dicom.net.DicomServer;
import org.radbridge.dicom.net.DicomServerOptions;
import org.radbridge.dicom.net.DicomServerServices;
import org.radbridge.dicom.net.Matches;
import org.radbridge.dicom.net.QueryRetrieveServices;
import org.radbridge.dicom.net.RetrievableInstance;

/** Another archive: it answers C-FIND in the study root, and sends by C-MOVE. */
public final class PeerArchive implements AutoCloseable {
    private final Vertx vertx;
    private final Path folder;
    private final List<Held> held = new CopyOnWriteArrayList<>();
    private final DicomServer server;
    private volatile Future<Void> gate = Future.succeededFuture();

    private record Held(DataSet dataSet, TransferSyntax transferSyntax, Path encoded) {
        String text(int tag) {
            return dataSet.string(tag).map(String::strip).orElse("");
        }
    }

    private PeerArchive(Vertx vertx, Path folder, String title, int port, IntSupplier destination) {
        this.vertx = vertx;
        this.folder = folder;
        QueryRetrieveServices services =
                QueryRetrieveServices.NONE
                        .withFind(
                                List.of(Uid.StudyRootQueryRetrieveInformationModelFind),
                                (request, matches, _) -> gate.compose(_ -> find(request, matches)))
                        .withMove(
                                List.of(Uid.StudyRootQueryRetrieveInformationModelMove),
                                (request, _) ->
                                        Future.succeededFuture(instances(request.identifier())),
                                (aeTitle, _) ->
                                        Future.succeededFuture(
                                                Optional.of(
                                                        AssociationRequest.to(
                                                                "127.0.0.1",
                                                                destination.getAsInt(),
                                                                aeTitle,
                                                                title))));
        this.server =
                DicomServer.create(
                        vertx,
                        DicomServerOptions.of(title).withHost("127.0.0.1").withPort(port),
                        DicomServerServices.echoOnly().withQueryRetrieve(services));
    }

    /**
     * Opens an archive.
     *
     * @param destination the port that it sends to, whichever title is named
     */
    public static PeerArchive open(
            Vertx vertx, Path folder, String title, int port, IntSupplier destination) {
        PeerArchive archive = new PeerArchive(vertx, folder, title, port, destination);
        Modality.await(archive.server.listen());
        return archive;
    }

    /** Keeps files. */
    public void hold(List<byte[]> files) {
        for (byte[] file : files) {
            Part10File read = Part10Reader.read(file);
            Path encoded = folder.resolve("instance-" + held.size());
            try {
                Files.write(encoded, DataSetWriter.write(read.dataSet(), read.transferSyntax()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            held.add(new Held(read.dataSet(), read.transferSyntax(), encoded));
        }
    }

    /** Answers no query before this is completed. */
    public void answerAfter(Future<Void> opened) {
        gate = opened;
    }

    private Future<DimseStatus> find(CFindRequest request, Matches matches) {
        DataSet query = request.identifier();
        boolean series = query.string(Tag.QueryRetrieveLevel).orElseThrow().equals("SERIES");
        int key = series ? Tag.SeriesInstanceUID : Tag.StudyInstanceUID;
        Map<String, DataSet> found = new LinkedHashMap<>();
        for (Held instance : held) {
            if (matches(instance, query, Tag.PatientID)
                    && matches(instance, query, Tag.StudyInstanceUID)) {
                found.computeIfAbsent(instance.text(key), _ -> answer(instance, query));
            }
        }
        Future<Void> sent = Future.succeededFuture();
        for (DataSet answer : found.values()) {
            sent = sent.compose(_ -> matches.send(answer));
        }
        return sent.map(DimseStatus.SUCCESS);
    }

    private static boolean matches(Held instance, DataSet query, int tag) {
        String wanted = query.string(tag).map(String::strip).orElse("");
        return wanted.isEmpty() || wanted.equals(instance.text(tag));
    }

    private static DataSet answer(Held instance, DataSet query) {
        DataSet answer = new DataSet();
        query.forEach(element ->
                instance.dataSet()
                        .string(element.tag())
                        .ifPresent(value -> answer.put(element.tag(), value)));
        answer.put(Tag.QueryRetrieveLevel, query.string(Tag.QueryRetrieveLevel).orElseThrow());
        if (query.contains(Tag.ModalitiesInStudy)) {
            answer.put(Tag.ModalitiesInStudy, instance.text(Tag.Modality));
        }
        return answer;
    }

    private List<RetrievableInstance> instances(DataSet identifier) {
        List<RetrievableInstance> instances = new ArrayList<>();
        for (Held instance : held) {
            if (matches(instance, identifier, Tag.StudyInstanceUID)) {
                instances.add(new Sent(instance));
            }
        }
        return instances;
    }

    private final class Sent implements RetrievableInstance {
        private final Held instance;

        Sent(Held instance) {
            this.instance = instance;
        }

        @Override
        public String sopClassUid() {
            return instance.text(Tag.SOPClassUID);
        }

        @Override
        public String sopInstanceUid() {
            return instance.text(Tag.SOPInstanceUID);
        }

        @Override
        public List<TransferSyntax> transferSyntaxes() {
            return List.of(instance.transferSyntax());
        }

        @Override
        public Future<Opened> open(TransferSyntax transferSyntax) {
            return vertx.fileSystem()
                    .open(instance.encoded().toString(), new OpenOptions().setRead(true))
                    .map(file -> new Opened(file, file::close));
        }
    }

    @Override
    public void close() {
        Modality.await(server.close(Duration.ofSeconds(2)));
    }
}
