package org.radbridge.benchmarks.ingest.peer;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.radbridge.benchmarks.ingest.process.ProcessTree;
import org.radbridge.benchmarks.ingest.process.ServerProcess;
import org.radbridge.devstack.part.Ports;

/**
 * Orthanc with its DICOMweb plugin, as Debian installs it but for folders and ports: index in
 * SQLite, each file forced to the disk (SyncStorageArea, its default, said here to be sure), 4
 * threads for DICOM, 50 for HTTP.
 */
final class Orthanc implements Peer {

    private static final String PLUGIN = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so";
    private static final String AE_TITLE = "ORTHANC";

    private final ServerProcess process;
    private final int dimsePort;
    private final int httpPort;

    private Orthanc(ServerProcess process, int dimsePort, int httpPort) {
        this.process = process;
        this.dimsePort = dimsePort;
        this.httpPort = httpPort;
    }

    static Orthanc start(Path folder, Ports ports) throws IOException, InterruptedException {
        Program program = Program.find("Orthanc", "orthanc");
        Path plugin = Program.requireFile(PLUGIN, "orthanc-dicomweb");
        Path storage = Files.createDirectories(folder.resolve("orthanc"));
        int dimsePort = ports.any();
        int httpPort = ports.any();
        JsonObject settings =
                new JsonObject()
                        .put("Name", AE_TITLE)
                        .put("StorageDirectory", storage.toString())
                        .put("IndexDirectory", storage.toString())
                        .put("SyncStorageArea", true)
                        .put("Plugins", new JsonArray().add(plugin.toString()))
                        .put("DicomAet", AE_TITLE)
                        .put("DicomPort", dimsePort)
                        .put("HttpPort", httpPort)
                        .put("RemoteAccessAllowed", false)
                        .put("AuthenticationEnabled", false)
                        .put(
                                "DicomWeb",
                                new JsonObject().put("Enable", true).put("Root", "/dicom-web/"));
        Path file = Files.writeString(folder.resolve("orthanc.json"), settings.encodePrettily());
        ServerProcess process =
                ServerProcess.start(
                        "orthanc-server",
                        folder,
                        List.of(program.path().toString(), file.toString()),
                        () ->
                                Probes.answers("http://127.0.0.1:" + httpPort + "/system")
                                        && Probes.accepts(dimsePort));
        return new Orthanc(process, dimsePort, httpPort);
    }

    @Override
    public PeerName name() {
        return PeerName.ORTHANC;
    }

    @Override
    public DimseAddress dimse() {
        return new DimseAddress("127.0.0.1", dimsePort, AE_TITLE);
    }

    @Override
    public Optional<WebAddress> web() {
        return Optional.of(
                new WebAddress(URI.create("http://127.0.0.1:" + httpPort + "/dicom-web"), ""));
    }

    @Override
    public ProcessTree server() {
        return process.tree();
    }

    @Override
    public Optional<ProcessTree> database() {
        return Optional.empty();
    }

    @Override
    public void tidy() {}

    @Override
    public void close() {
        process.close();
    }
}
