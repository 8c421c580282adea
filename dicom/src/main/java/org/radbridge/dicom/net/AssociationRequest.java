package org.radbridge.dicom.net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;

/**
 * The association that a {@link DicomClient} proposes.
 *
 * @param contexts at most 128, in order of preference
 * @param maximumPduLength longest P-DATA-TF variable field received, in bytes (PS3.8 §D.1)
 * @param connectTimeout for TCP, TLS and the peer's answer, each
 * @param operationTimeout how long the peer may keep us waiting within an operation or a release
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
        Optional<TlsOptions> tls) {

    /** PS3.8 §9.3.2.2: ids are the odd numbers from 1 to 255. */
    private static final int MAXIMUM_CONTEXTS = 128;

    /** An abstract syntax with the transfer syntaxes offered for it. */
    public record ProposedContext(String abstractSyntax, List<TransferSyntax> transferSyntaxes) {
        public ProposedContext {
            transferSyntaxes = List.copyOf(transferSyntaxes);
        }
    }

    public AssociationRequest {
        contexts = List.copyOf(contexts);
        requireAeTitle(calledAeTitle);
        requireAeTitle(callingAeTitle);
        if (contexts.size() > MAXIMUM_CONTEXTS) {
            throw new IllegalArgumentException("at most 128 presentation contexts");
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
                Optional.empty());
    }

    /** Adds the verification SOP class, for C-ECHO. */
    public AssociationRequest withVerification() {
        return withContext(Uid.Verification, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
    }

    /** Adds one context per transfer syntax, so that each can be accepted by itself. */
    public AssociationRequest withStorage(
            String sopClassUid, Set<TransferSyntax> transferSyntaxes) {
        AssociationRequest request = this;
        for (TransferSyntax transferSyntax : transferSyntaxes) {
            request = request.withContext(sopClassUid, transferSyntax);
        }
        return request;
    }

    /** Adds a context, unless the same is there already. */
    public AssociationRequest withContext(
            String abstractSyntax, TransferSyntax... transferSyntaxes) {
        ProposedContext context = new ProposedContext(abstractSyntax, List.of(transferSyntaxes));
        if (contexts.contains(context)) {
            return this;
        }
        List<ProposedContext> more = new ArrayList<>(contexts);
        more.add(context);
        return new AssociationRequest(
                host,
                port,
                calledAeTitle,
                callingAeTitle,
                more,
                maximumPduLength,
                connectTimeout,
                operationTimeout,
                tls);
    }

    public AssociationRequest withTimeouts(Duration connect, Duration operation) {
        return new AssociationRequest(
                host,
                port,
                calledAeTitle,
                callingAeTitle,
                contexts,
                maximumPduLength,
                connect,
                operation,
                tls);
    }

    public AssociationRequest withMaximumPduLength(int bytes) {
        return new AssociationRequest(
                host,
                port,
                calledAeTitle,
                callingAeTitle,
                contexts,
                bytes,
                connectTimeout,
                operationTimeout,
                tls);
    }

    public AssociationRequest withTls(TlsOptions options) {
        return new AssociationRequest(
                host,
                port,
                calledAeTitle,
                callingAeTitle,
                contexts,
                maximumPduLength,
                connectTimeout,
                operationTimeout,
                Optional.of(options));
    }
}
