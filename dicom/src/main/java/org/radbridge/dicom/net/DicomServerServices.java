package org.radbridge.dicom.net;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.radbridge.dicom.association.AcceptorPolicy.ExtendedNegotiation;
import org.radbridge.dicom.association.SupportedSyntaxes;
import org.radbridge.dicom.association.SyntaxChoice;
import org.radbridge.dicom.data.Uid;

/**
 * What a {@link DicomServer} does for its callers.
 *
 * @param callerPolicy who may come in
 * @param authenticator who their users are
 * @param echo answers C-ECHO
 * @param store takes objects in
 * @param storageSyntaxes which SOP classes and transfer syntaxes {@code store} takes, and C-GET
 *     sends
 * @param queryRetrieve answers C-FIND, C-MOVE and C-GET
 * @param normalized performs DIMSE-N requests, by SOP class UID
 * @param extendedNegotiation answers SOP class extended negotiation
 * @param listener told of associations
 */
public record DicomServerServices(
        CallerPolicy callerPolicy,
        UserAuthenticator authenticator,
        CEchoScp echo,
        Optional<CStoreScp> store,
        SupportedSyntaxes storageSyntaxes,
        QueryRetrieveServices queryRetrieve,
        Map<String, NormalizedScp> normalized,
        ExtendedNegotiation extendedNegotiation,
        AssociationListener listener) {

    private static final SupportedSyntaxes NOTHING =
            (_, _) -> new SyntaxChoice.AbstractSyntaxNotSupported();

    public DicomServerServices {
        normalized = Map.copyOf(normalized);
    }

    /** C-ECHO and perhaps C-STORE, and nothing else yet. */
    public DicomServerServices(
            CallerPolicy callerPolicy,
            CEchoScp echo,
            Optional<CStoreScp> store,
            SupportedSyntaxes storageSyntaxes,
            AssociationListener listener) {
        this(
                callerPolicy,
                UserAuthenticator.none(),
                echo,
                store,
                storageSyntaxes,
                QueryRetrieveServices.NONE,
                Map.of(),
                _ -> Optional.empty(),
                listener);
    }

    /** C-ECHO for anyone. */
    public static DicomServerServices echoOnly() {
        return new DicomServerServices(
                CallerPolicy.anyone(),
                CEchoScp.alwaysSuccess(),
                Optional.empty(),
                NOTHING,
                new AssociationListener() {});
    }

    /** C-ECHO and C-STORE of every storage SOP class and transfer syntax, for anyone. */
    public static DicomServerServices storing(CStoreScp store) {
        return echoOnly().withStore(store, StorageSyntaxes.all());
    }

    public DicomServerServices withCallerPolicy(CallerPolicy policy) {
        return changed(draft -> draft.callerPolicy = policy);
    }

    public DicomServerServices withAuthenticator(UserAuthenticator newAuthenticator) {
        return changed(draft -> draft.authenticator = newAuthenticator);
    }

    public DicomServerServices withEcho(CEchoScp newEcho) {
        return changed(draft -> draft.echo = newEcho);
    }

    public DicomServerServices withStore(CStoreScp newStore, SupportedSyntaxes syntaxes) {
        return changed(draft -> {
            draft.store = Optional.of(newStore);
            draft.storageSyntaxes = syntaxes;
        });
    }

    /**
     * Adds query and retrieval. C-GET sends in the storage syntaxes of {@link #withStore}, or in
     * all when nothing is stored.
     */
    public DicomServerServices withQueryRetrieve(QueryRetrieveServices services) {
        boolean getsWithoutStoring = store.isEmpty() && !services.get().isEmpty();
        return changed(draft -> {
            draft.storageSyntaxes = getsWithoutStoring ? StorageSyntaxes.all() : storageSyntaxes;
            draft.queryRetrieve = services;
        });
    }

    /** Performs DIMSE-N requests for one more SOP class. */
    public DicomServerServices withNormalized(String sopClassUid, NormalizedScp scp) {
        Map<String, NormalizedScp> more = new HashMap<>(normalized);
        more.put(sopClassUid, scp);
        return changed(draft -> draft.normalized = more);
    }

    public DicomServerServices withExtendedNegotiation(ExtendedNegotiation negotiation) {
        return changed(draft -> draft.extendedNegotiation = negotiation);
    }

    public DicomServerServices withListener(AssociationListener newListener) {
        return changed(draft -> draft.listener = newListener);
    }

    /** Everything that is served: what has no pixels first, then storage. */
    SupportedSyntaxes supported() {
        SupportedSyntaxes uncompressed = this::uncompressed;
        return uncompressed.or(storageSyntaxes);
    }

    /** C-GET sends storage objects to the requestor; event reports come from it. */
    boolean requestorMayBeScp(String sopClassUid) {
        boolean getsStorage =
                !queryRetrieve.get().isEmpty()
                        && storageSyntaxes.choose(sopClassUid, List.of(Uid.ImplicitVRLittleEndian))
                                instanceof SyntaxChoice.Chosen;
        return getsStorage || normalized.containsKey(sopClassUid);
    }

    PerformedServices performed() {
        return new PerformedServices(Optional.of(echo), store, queryRetrieve, normalized);
    }

    private SyntaxChoice uncompressed(String abstractSyntax, List<String> transferSyntaxes) {
        boolean served =
                abstractSyntax.equals(Uid.Verification)
                        || queryRetrieve.serves(abstractSyntax)
                        || normalized.containsKey(abstractSyntax);
        return served
                ? StorageSyntaxes.chooseUncompressed(transferSyntaxes)
                : new SyntaxChoice.AbstractSyntaxNotSupported();
    }

    private DicomServerServices changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** What a changed copy is made of. */
    private static final class Draft {
        private CallerPolicy callerPolicy;
        private UserAuthenticator authenticator;
        private CEchoScp echo;
        private Optional<CStoreScp> store;
        private SupportedSyntaxes storageSyntaxes;
        private QueryRetrieveServices queryRetrieve;
        private Map<String, NormalizedScp> normalized;
        private ExtendedNegotiation extendedNegotiation;
        private AssociationListener listener;

        Draft(DicomServerServices from) {
            callerPolicy = from.callerPolicy;
            authenticator = from.authenticator;
            echo = from.echo;
            store = from.store;
            storageSyntaxes = from.storageSyntaxes;
            queryRetrieve = from.queryRetrieve;
            normalized = from.normalized;
            extendedNegotiation = from.extendedNegotiation;
            listener = from.listener;
        }

        DicomServerServices finished() {
            return new DicomServerServices(
                    callerPolicy,
                    authenticator,
                    echo,
                    store,
                    storageSyntaxes,
                    queryRetrieve,
                    normalized,
                    extendedNegotiation,
                    listener);
        }
    }
}
