package org.radbridge.dicom.association;

import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.pdu.AAssociateAc;
import org.radbridge.dicom.pdu.AAssociateRq;

/** The presentation contexts of an association, in the order proposed. */
public record PresentationContexts(List<PresentationContext> accepted) {

    public PresentationContexts {
        accepted = List.copyOf(accepted);
    }

    /**
     * What an acceptor's answer leaves of the proposal; answers to nothing proposed are dropped.
     */
    public static PresentationContexts of(AAssociateRq request, AAssociateAc answer) {
        return new PresentationContexts(
                answer.presentationContexts().stream()
                        .filter(context -> context.isAccepted())
                        .flatMap(context ->
                                request.presentationContext(context.id()).stream()
                                        .map(proposed ->
                                                new PresentationContext(
                                                        proposed.id(),
                                                        proposed.abstractSyntax(),
                                                        context.transferSyntax(),
                                                        RequestorRoles.of(
                                                                proposed.abstractSyntax(),
                                                                request.userInformation(),
                                                                answer.userInformation()))))
                        .toList());
    }

    /** The accepted context with this id. */
    public Optional<PresentationContext> byId(int id) {
        // Asked for every fragment that comes in, so without a stream.
        for (PresentationContext context : accepted) {
            if (context.id() == id) {
                return Optional.of(context);
            }
        }
        return Optional.empty();
    }

    /** The first accepted context for this abstract syntax. */
    public Optional<PresentationContext> forAbstractSyntax(String abstractSyntax) {
        return accepted.stream()
                .filter(context -> context.abstractSyntax().equals(abstractSyntax))
                .findFirst();
    }

    /** The first accepted context for this pair. */
    public Optional<PresentationContext> find(String abstractSyntax, String transferSyntax) {
        return accepted.stream()
                .filter(context -> context.abstractSyntax().equals(abstractSyntax))
                .filter(context -> context.transferSyntax().equals(transferSyntax))
                .findFirst();
    }
}
