package org.radbridge.benchmarks.ingest.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.devstack.part.Ports;
import org.radbridge.devstack.suite.Installation;

/** The servers of one run. All are up all the time; only one has work at a time. */
public final class Peers implements AutoCloseable {

    private final List<Peer> running = new ArrayList<>();

    private Peers() {}

    /**
     * Starts them.
     *
     * @param folder where they keep everything, all on the same disk
     * @param recording where a flight recording of ingest-service goes; null for none
     * @throws IOException when one is not installed or does not start
     */
    public static Peers start(
            Collection<PeerName> names,
            Installation installation,
            Path folder,
            @Nullable Path recording)
            throws IOException, InterruptedException {
        Ports ports = new Ports();
        Peers peers = new Peers();
        try {
            for (PeerName name : names) {
                peers.running.add(
                        switch (name) {
                            case STORESCP -> Storescp.start(folder, ports);
                            case ORTHANC -> Orthanc.start(folder, ports);
                            case RADBRIDGE ->
                                    Radbridge.start(installation, folder, ports, recording);
                        });
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            peers.close();
            throw e;
        }
        return peers;
    }

    public List<Peer> all() {
        return List.copyOf(running);
    }

    @Override
    public void close() throws IOException {
        for (Peer peer : running.reversed()) {
            peer.close();
        }
    }
}
