package org.radbridge.dicom.net;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.radbridge.dicom.association.OperationsWindow;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;

/**
 * The association that a {@link DicomClient} proposes.
 *
 * @param contexts at most 128, in order of preference; {@link #split} cuts more into several
 *     associations
 * @param maximumPduLength longest P-DATA-TF variable field received, in bytes (PS3.8 §D.1)
 * @param connectTimeout for TCP, TLS and the peer's answer, each
 * @param operationTimeout how long the peer may keep us waiting within an operation or a release
 * @param negotiation what is proposed beside presentation contexts
 * @param store takes in what C-GET brings back
 * @param normalized performs event reports, by SOP class UID
 */
public record AssociationRequest(
        String host,
        int port,
        String calledAeTitle,
        String callingAeTitle,
        List<ProposedContext> contexts,
        int maximumPduLength,
        Duration connectTimeout,
        Duration operationTimeout,
        Optional<TlsOptions> tls,
        ProposedNegotiation negotiation,
        Optional<CStoreScp> store,
        Map<String, NormalizedScp> normalized) {

    /** PS3.8 §9.3.2.2: ids are the odd numbers from 1 to 255. */
    public static final int MAXIMUM_CONTEXTS = 128;

    /** An abstract syntax with the transfer syntaxes offered for it. */
    public record ProposedContext(String abstractSyntax, List<TransferSyntax> transferSyntaxes) {
        public ProposedContext {
            transferSyntaxes = List.copyOf(transferSyntaxes);
        }
    }

    public AssociationRequest {
        contexts = List.copyOf(contexts);
        normalized = Map.copyOf(normalized);
        requireAeTitle(calledAeTitle);
        requireAeTitle(callingAeTitle);
        if (contexts.size() > MAXIMUM_CONTEXTS) {
            throw new IllegalArgumentException(
                    contexts.size()
                            + " presentation contexts, 128 fit one association: split them");
        }
    }

    /** PS3.5 §6.2, AE: 1 to 16 characters. */
    private static void requireAeTitle(String aeTitle) {
        if (aeTitle.isBlank() || aeTitle.length() > 16) {
            throw new IllegalArgumentException("an AE title has 1 to 16 characters");
        }
    }

    /** A proposal without contexts: add some. */
    public static AssociationRequest to(
            String host, int port, String calledAeTitle, String callingAeTitle) {
        return new AssociationRequest(
                host,
                port,
                calledAeTitle,
                callingAeTitle,
                List.of(),
                128 * 1024,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Optional.empty(),
                ProposedNegotiation.NONE,
                Optional.empty(),
                Map.of());
    }

    /**
     * Cuts any number of contexts into pieces that one association each can propose. Contexts for
     * the same abstract syntax stay in one piece as far as 128 reach.
     */
    public static List<List<ProposedContext>> split(Collection<ProposedContext> contexts) {
        return ContextPacking.pack(contexts, MAXIMUM_CONTEXTS);
    }

    /** Adds the verification SOP class, for C-ECHO. */
    public AssociationRequest withVerification() {
        return withContext(Uid.Verification, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
    }

    /** Adds one context per transfer syntax, so that each can be accepted by itself. */
    public AssociationRequest withStorage(
            String sopClassUid, Set<TransferSyntax> transferSyntaxes) {
        return withContexts(
                transferSyntaxes.stream()
                        .map(syntax -> new ProposedContext(sopClassUid, List.of(syntax)))
                        .toList());
    }

    /** Adds a SOP class without pixels (query, retrieve, DIMSE-N) in the uncompressed syntaxes. */
    public AssociationRequest withSopClass(String sopClassUid) {
        return withContext(
                sopClassUid,
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
    }

    /** Adds a context, unless the same is there already. */
    public AssociationRequest withContext(
            String abstractSyntax, TransferSyntax... transferSyntaxes) {
        return withContexts(
                List.of(new ProposedContext(abstractSyntax, List.of(transferSyntaxes))));
    }

    /** Adds contexts, each unless the same is there already. */
    public AssociationRequest withContexts(Collection<ProposedContext> more) {
        Set<ProposedContext> all = new LinkedHashSet<>(contexts);
        all.addAll(more);
        return changed(draft -> draft.contexts = List.copyOf(all));
    }

    public AssociationRequest withTimeouts(Duration connect, Duration operation) {
        return changed(draft -> {
            draft.connectTimeout = connect;
            draft.operationTimeout = operation;
        });
    }

    public AssociationRequest withMaximumPduLength(int bytes) {
        return changed(draft -> draft.maximumPduLength = bytes);
    }

    public AssociationRequest withTls(TlsOptions options) {
        return changed(draft -> draft.tls = Optional.of(options));
    }

    /** Proposes these items instead of those proposed so far. */
    public AssociationRequest withNegotiation(ProposedNegotiation items) {
        return changed(draft -> draft.negotiation = items);
    }

    /** Proposes to have several operations outstanding at once, PS3.7 §D.3.3.3. */
    public AssociationRequest withOperationsWindow(OperationsWindow window) {
        return withNegotiation(negotiation.withWindow(window));
    }

    /** Says who the user is, PS3.7 §D.3.3.7. */
    public AssociationRequest withUser(UserIdentity identity) {
        return withNegotiation(negotiation.withUser(identity));
    }

    /**
     * Takes in objects of these SOP classes when a C-GET on this association brings them: one
     * context per class, in which this side proposes to be SCP (PS3.4 §C.5.3).
     */
    public AssociationRequest withRetrieval(
            Collection<String> sopClassUids,
            List<TransferSyntax> transferSyntaxes,
            CStoreScp storeScp) {
        ProposedNegotiation roles = negotiation;
        for (String sopClassUid : sopClassUids) {
            roles = roles.withRole(sopClassUid, false, true);
        }
        return withContexts(
                        sopClassUids.stream()
                                .map(uid -> new ProposedContext(uid, transferSyntaxes))
                                .toList())
                .withNegotiation(roles)
                .performing(Optional.of(storeScp), normalized);
    }

    /** Performs requests that the peer sends for this SOP class, for example event reports. */
    public AssociationRequest withNormalized(String sopClassUid, NormalizedScp scp) {
        Map<String, NormalizedScp> more = new HashMap<>(normalized);
        more.put(sopClassUid, scp);
        return performing(store, more);
    }

    private AssociationRequest performing(
            Optional<CStoreScp> storeScp, Map<String, NormalizedScp> normalizedScps) {
        return changed(draft -> {
            draft.store = storeScp;
            draft.normalized = normalizedScps;
        });
    }

    private AssociationRequest changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** What a changed copy is made of. */
    private static final class Draft {
        private String host;
        private int port;
        private String calledAeTitle;
        private String callingAeTitle;
        private List<ProposedContext> contexts;
        private int maximumPduLength;
        private Duration connectTimeout;
        private Duration operationTimeout;
        private Optional<TlsOptions> tls;
        private ProposedNegotiation negotiation;
        private Optional<CStoreScp> store;
        private Map<String, NormalizedScp> normalized;

        Draft(AssociationRequest from) {
            host = from.host;
            port = from.port;
            calledAeTitle = from.calledAeTitle;
            callingAeTitle = from.callingAeTitle;
            contexts = from.contexts;
            maximumPduLength = from.maximumPduLength;
            connectTimeout = from.connectTimeout;
            operationTimeout = from.operationTimeout;
            tls = from.tls;
            negotiation = from.negotiation;
            store = from.store;
            normalized = from.normalized;
        }

        AssociationRequest finished() {
            return new AssociationRequest(
                    host,
                    port,
                    calledAeTitle,
                    callingAeTitle,
                    contexts,
                    maximumPduLength,
                    connectTimeout,
                    operationTimeout,
                    tls,
                    negotiation,
                    store,
                    normalized);
        }
    }
}
