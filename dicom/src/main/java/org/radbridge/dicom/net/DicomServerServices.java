package org.radbridge.dicom.net;

import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.association.SupportedSyntaxes;
import org.radbridge.dicom.association.SyntaxChoice;
import org.radbridge.dicom.data.Uid;

/**
 * What a {@link DicomServer} does for its callers.
 *
 * @param callerPolicy who may come in
 * @param echo answers C-ECHO
 * @param store takes objects in; without it no storage SOP class is accepted
 * @param storageSyntaxes which SOP classes and transfer syntaxes {@code store} takes
 * @param listener told of associations
 */
public record DicomServerServices(
        CallerPolicy callerPolicy,
        CEchoScp echo,
        Optional<CStoreScp> store,
        SupportedSyntaxes storageSyntaxes,
        AssociationListener listener) {

    private static final SupportedSyntaxes NOTHING =
            (_, _) -> new SyntaxChoice.AbstractSyntaxNotSupported();

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
        return new DicomServerServices(policy, echo, store, storageSyntaxes, listener);
    }

    public DicomServerServices withEcho(CEchoScp newEcho) {
        return new DicomServerServices(callerPolicy, newEcho, store, storageSyntaxes, listener);
    }

    public DicomServerServices withStore(CStoreScp newStore, SupportedSyntaxes syntaxes) {
        return new DicomServerServices(
                callerPolicy, echo, Optional.of(newStore), syntaxes, listener);
    }

    public DicomServerServices withListener(AssociationListener newListener) {
        return new DicomServerServices(callerPolicy, echo, store, storageSyntaxes, newListener);
    }

    /** Everything that is served, verification first. */
    SupportedSyntaxes supported() {
        SupportedSyntaxes verification = DicomServerServices::verification;
        return verification.or(storageSyntaxes);
    }

    private static SyntaxChoice verification(String abstractSyntax, List<String> transferSyntaxes) {
        return abstractSyntax.equals(Uid.Verification)
                ? StorageSyntaxes.chooseUncompressed(transferSyntaxes)
                : new SyntaxChoice.AbstractSyntaxNotSupported();
    }
}
