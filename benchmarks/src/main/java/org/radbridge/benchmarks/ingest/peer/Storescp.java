package org.radbridge.benchmarks.ingest.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.radbridge.benchmarks.ingest.process.ProcessTree;
import org.radbridge.benchmarks.ingest.process.ServerProcess;
import org.radbridge.devstack.part.Ports;

/** DCMTK's {@code storescp}: files in one folder, a child process for each association. */
final class Storescp implements Peer {

    private static final String AE_TITLE = "STORESCP";

    private final ServerProcess process;
    private final int port;
    private final Path received;

    private Storescp(ServerProcess process, int port, Path received) {
        this.process = process;
        this.port = port;
        this.received = received;
    }

    static Storescp start(Path folder, Ports ports) throws IOException, InterruptedException {
        Program program = Program.find("storescp", "dcmtk");
        Path received = Files.createDirectories(folder.resolve("storescp"));
        int port = ports.any();
        List<String> command =
                List.of(
                        program.path().toString(),
                        "--fork",
                        "--aetitle",
                        AE_TITLE,
                        "--output-directory",
                        received.toString(),
                        Integer.toString(port));
        return new Storescp(
                ServerProcess.start("dcmtk-storescp", folder, command, () -> Probes.accepts(port)),
                port,
                received);
    }

    @Override
    public PeerName name() {
        return PeerName.STORESCP;
    }

    @Override
    public DimseAddress dimse() {
        return new DimseAddress("127.0.0.1", port, AE_TITLE);
    }

    @Override
    public Optional<WebAddress> web() {
        return Optional.empty();
    }

    @Override
    public ProcessTree server() {
        return process.tree();
    }

    @Override
    public Optional<ProcessTree> database() {
        return Optional.empty();
    }

    /** What it never forced to the disk would be written while others are measured. */
    @Override
    public void tidy() throws IOException {
        try (Stream<Path> files = Files.list(received)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
