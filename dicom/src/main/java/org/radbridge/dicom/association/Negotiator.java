package org.radbridge.dicom.association;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.radbridge.dicom.pdu.AAssociateAc;
import org.radbridge.dicom.pdu.AAssociateRj;
import org.radbridge.dicom.pdu.AAssociateRq;
import org.radbridge.dicom.pdu.ApplicationContext;
import org.radbridge.dicom.pdu.PresentationContextAc;
import org.radbridge.dicom.pdu.PresentationContextRq;
import org.radbridge.dicom.pdu.RejectReason;
import org.radbridge.dicom.pdu.UserInformation;
import org.radbridge.dicom.pdu.UserInformationItem;
import org.radbridge.dicom.pdu.UserInformationItem.AsynchronousOperationsWindow;
import org.radbridge.dicom.pdu.UserInformationItem.RoleSelection;
import org.radbridge.dicom.pdu.UserInformationItem.SopClassExtendedNegotiation;

/**
 * Answers proposed associations on the acceptor's side, PS3.8 §7.1. Pure: who the caller is, and
 * whether there is room, are questions that the caller of this class answers beside it.
 */
public final class Negotiator {

    /**
     * Stands in the answer to a refused context, where its value means nothing (PS3.8 §9.3.3.2).
     */
    private static final String IMPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2";

    private static final int PROTOCOL_VERSION_1 = 1;

    private final LocalEntity local;
    private final Predicate<String> calledAeTitles;
    private final SupportedSyntaxes supported;
    private final AcceptorPolicy policy;

    /**
     * A negotiator for one acceptor.
     *
     * @param calledAeTitles which names this acceptor answers to
     */
    public Negotiator(
            LocalEntity local,
            Predicate<String> calledAeTitles,
            SupportedSyntaxes supported,
            AcceptorPolicy policy) {
        this.local = local;
        this.calledAeTitles = calledAeTitles;
        this.supported = supported;
        this.policy = policy;
    }

    /** What the service provider itself must refuse, PS3.8 §9.2.2 action AE-6. */
    public Optional<AAssociateRj> refusedByProvider(AAssociateRq request) {
        if ((request.protocolVersion() & PROTOCOL_VERSION_1) == 0) {
            return Optional.of(AAssociateRj.permanent(RejectReason.PROTOCOL_VERSION_NOT_SUPPORTED));
        }
        return Optional.empty();
    }

    /** The whole answer: accept with an answer per proposed context, or reject with the reason. */
    public Negotiation negotiate(AAssociateRq request) {
        Optional<AAssociateRj> refused = refusedByProvider(request);
        if (refused.isPresent()) {
            return new Negotiation.Reject(refused.get());
        }
        if (!request.applicationContextName().equals(ApplicationContext.DICOM)) {
            return reject(RejectReason.APPLICATION_CONTEXT_NAME_NOT_SUPPORTED);
        }
        if (!calledAeTitles.test(request.calledAeTitle())) {
            return reject(RejectReason.CALLED_AE_TITLE_NOT_RECOGNIZED);
        }
        AAssociateAc answer =
                new AAssociateAc(
                        PROTOCOL_VERSION_1,
                        request.calledAeTitle(),
                        request.callingAeTitle(),
                        ApplicationContext.DICOM,
                        answerContexts(request.presentationContexts()),
                        local.userInformation(answerItems(request)));
        return new Negotiation.Accept(answer, PresentationContexts.of(request, answer));
    }

    private static Negotiation reject(RejectReason reason) {
        return new Negotiation.Reject(AAssociateRj.permanent(reason));
    }

    /** A repeated id is answered once: PS3.8 §9.3.2.2 wants ids unique. */
    private List<PresentationContextAc> answerContexts(List<PresentationContextRq> proposals) {
        Set<Integer> answered = new HashSet<>();
        List<PresentationContextAc> answers = new ArrayList<>();
        for (PresentationContextRq proposal : proposals) {
            if (answered.add(proposal.id())) {
                answers.add(answer(proposal));
            }
        }
        return answers;
    }

    private PresentationContextAc answer(PresentationContextRq proposal) {
        SyntaxChoice choice =
                supported.choose(proposal.abstractSyntax(), proposal.transferSyntaxes());
        String transferSyntax =
                choice instanceof SyntaxChoice.Chosen(String chosen)
                        ? chosen
                        : IMPLICIT_VR_LITTLE_ENDIAN;
        return new PresentationContextAc(proposal.id(), choice.result().code(), transferSyntax);
    }

    /**
     * Each item is answered only where it was proposed, and grants no more than was proposed (PS3.7
     * §D.3.3.3 to §D.3.3.5). Common extended negotiation has no answer; user identity is answered
     * by whoever authenticates.
     */
    private List<UserInformationItem> answerItems(AAssociateRq request) {
        UserInformation proposed = request.userInformation();
        List<UserInformationItem> items = new ArrayList<>();
        proposed.first(AsynchronousOperationsWindow.class)
                .ifPresent(_ ->
                        items.add(
                                OperationsWindow.of(proposed).narrowedTo(policy.window()).item()));
        proposed.all(RoleSelection.class)
                .forEach(role ->
                        items.add(
                                new RoleSelection(
                                        role.sopClassUid(),
                                        role.scu(),
                                        role.scp()
                                                && policy.requestorMayBeScp()
                                                        .test(role.sopClassUid()))));
        proposed.all(SopClassExtendedNegotiation.class)
                .flatMap(item -> policy.extendedNegotiation().answer(item).stream())
                .forEach(items::add);
        return items;
    }
}
