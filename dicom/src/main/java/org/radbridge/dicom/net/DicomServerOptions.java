package org.radbridge.dicom.net;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How a {@link DicomServer} listens.
 *
 * @param host address to bind
 * @param port 0 for any free one
 * @param aeTitles the names it answers to; empty for every name
 * @param maximumPduLength longest P-DATA-TF variable field received, in bytes (PS3.8 §D.1)
 * @param maximumAssociations open at once; more are rejected for now
 * @param artimTimeout how long to wait for an A-ASSOCIATE-RQ or for a close (PS3.8 §9.1.5)
 * @param idleTimeout how long an association may be silent between operations or within one
 * @param eventLoops on how many event loops to spread the associations
 * @param tls empty for plain TCP
 * @param operationsWindow how many operations a requestor may have outstanding, and how many this
 *     side will have, where the requestor negotiates it (PS3.7 §D.3.3.3)
 */
public record DicomServerOptions(
        String host,
        int port,
        Set<String> aeTitles,
        int maximumPduLength,
        int maximumAssociations,
        Duration artimTimeout,
        Duration idleTimeout,
        int eventLoops,
        Optional<TlsOptions> tls,
        int operationsWindow) {

    public DicomServerOptions {
        aeTitles = Set.copyOf(aeTitles);
        if (maximumPduLength < 4096 || maximumPduLength > 1 << 24) {
            throw new IllegalArgumentException("maximum PDU length is 4096 to 16777216 bytes");
        }
        if (maximumAssociations < 1 || eventLoops < 1 || operationsWindow < 1) {
            throw new IllegalArgumentException(
                    "at least one association, one event loop and one operation");
        }
    }

    /** Every address, any free port, 128 KiB PDUs, 64 associations, plain TCP. */
    public static DicomServerOptions of(String aeTitle) {
        return new DicomServerOptions(
                "0.0.0.0",
                0,
                Set.of(aeTitle),
                128 * 1024,
                64,
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8),
                Optional.empty(),
                8);
    }

    public DicomServerOptions withHost(String newHost) {
        return changed(draft -> draft.host = newHost);
    }

    public DicomServerOptions withPort(int newPort) {
        return changed(draft -> draft.port = newPort);
    }

    public DicomServerOptions withMaximumPduLength(int bytes) {
        return changed(draft -> draft.maximumPduLength = bytes);
    }

    public DicomServerOptions withMaximumAssociations(int count) {
        return changed(draft -> draft.maximumAssociations = count);
    }

    public DicomServerOptions withTimeouts(Duration artim, Duration idle) {
        return changed(draft -> {
            draft.artimTimeout = artim;
            draft.idleTimeout = idle;
        });
    }

    public DicomServerOptions withEventLoops(int count) {
        return changed(draft -> draft.eventLoops = count);
    }

    public DicomServerOptions withTls(TlsOptions newTls) {
        return changed(draft -> draft.tls = Optional.of(newTls));
    }

    public DicomServerOptions withOperationsWindow(int operations) {
        return changed(draft -> draft.operationsWindow = operations);
    }

    private DicomServerOptions changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** What a changed copy is made of. */
    private static final class Draft {
        private String host;
        private int port;
        private Set<String> aeTitles;
        private int maximumPduLength;
        private int maximumAssociations;
        private Duration artimTimeout;
        private Duration idleTimeout;
        private int eventLoops;
        private Optional<TlsOptions> tls;
        private int operationsWindow;

        Draft(DicomServerOptions from) {
            host = from.host;
            port = from.port;
            aeTitles = from.aeTitles;
            maximumPduLength = from.maximumPduLength;
            maximumAssociations = from.maximumAssociations;
            artimTimeout = from.artimTimeout;
            idleTimeout = from.idleTimeout;
            eventLoops = from.eventLoops;
            tls = from.tls;
            operationsWindow = from.operationsWindow;
        }

        DicomServerOptions finished() {
            return new DicomServerOptions(
                    host,
                    port,
                    aeTitles,
                    maximumPduLength,
                    maximumAssociations,
                    artimTimeout,
                    idleTimeout,
                    eventLoops,
                    tls,
                    operationsWindow);
        }
    }
}
