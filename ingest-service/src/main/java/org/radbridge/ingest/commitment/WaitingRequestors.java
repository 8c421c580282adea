package org.radbridge.ingest.commitment;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.radbridge.dicom.net.NormalizedScp.Peer;

/**
 * Requestors whose association may still stand, so that they can be told on it (PS3.4 section
 * J.3.3). Only a shortcut: whoever is forgotten here is called.
 */
@ApplicationScoped
class WaitingRequestors {
    private static final int MOST = 1000;

    private final Map<UUID, Peer> peers = new LinkedHashMap<>();

    synchronized void add(UUID transaction, Peer peer) {
        peers.put(transaction, peer);
        if (peers.size() > MOST) {
            peers.remove(peers.keySet().iterator().next());
        }
    }

    synchronized Optional<Peer> of(UUID transaction) {
        return Optional.ofNullable(peers.get(transaction));
    }

    synchronized void remove(UUID transaction) {
        peers.remove(transaction);
    }
}
