package org.radbridge.dicom.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.pdu.AAssociateAc;
import org.radbridge.dicom.pdu.AAssociateRj;
import org.radbridge.dicom.pdu.AAssociateRq;
import org.radbridge.dicom.pdu.ApplicationContext;
import org.radbridge.dicom.pdu.ContextResult;
import org.radbridge.dicom.pdu.PresentationContextAc;
import org.radbridge.dicom.pdu.PresentationContextRq;
import org.radbridge.dicom.pdu.RejectReason;
import org.radbridge.dicom.pdu.UserInformation;
import org.radbridge.dicom.pdu.UserInformationItem;
import org.radbridge.dicom.pdu.UserInformationItem.AsynchronousOperationsWindow;
import org.radbridge.dicom.pdu.UserInformationItem.RoleSelection;

@Tag("A1")
@Tag("A2")
class NegotiatorTest {

    private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";
    private static final String JPEG = "1.2.840.10008.1.2.4.50";

    private final Negotiator negotiator =
            new Negotiator(
                    new LocalEntity(16384, "1.2.3", "TEST"),
                    "RADBRIDGE"::equals,
                    (abstractSyntax, transferSyntaxes) -> {
                        if (!abstractSyntax.equals(CT)) {
                            return new SyntaxChoice.AbstractSyntaxNotSupported();
                        }
                        return transferSyntaxes.contains(EXPLICIT)
                                ? new SyntaxChoice.Chosen(EXPLICIT)
                                : new SyntaxChoice.TransferSyntaxesNotSupported();
                    },
                    AcceptorPolicy.PLAIN);

    @Test
    void everyContextIsAnsweredInTheOrderProposed() {
        Negotiation.Accept accept =
                accepted(
                        proposal(
                                new PresentationContextRq(1, CT, List.of(JPEG, EXPLICIT)),
                                new PresentationContextRq(3, CT, List.of(JPEG)),
                                new PresentationContextRq(5, "1.2.3", List.of(EXPLICIT))));

        assertThat(accept.answer().presentationContexts())
                .extracting(PresentationContextAc::id, PresentationContextAc::result)
                .containsExactly(
                        tuple(1, ContextResult.ACCEPTANCE.code()),
                        tuple(3, ContextResult.TRANSFER_SYNTAXES_NOT_SUPPORTED.code()),
                        tuple(5, ContextResult.ABSTRACT_SYNTAX_NOT_SUPPORTED.code()));
        assertThat(accept.contexts().accepted())
                .containsExactly(new PresentationContext(1, CT, EXPLICIT));
    }

    @Test
    void anAssociationWithoutOneAcceptedContextIsStillAccepted() {
        assertThat(accepted(proposal()).contexts().accepted()).isEmpty();
    }

    @Test
    void aRepeatedContextIdIsAnsweredOnce() {
        PresentationContextRq context = new PresentationContextRq(1, CT, List.of(EXPLICIT));

        assertThat(accepted(proposal(context, context)).answer().presentationContexts()).hasSize(1);
    }

    @Test
    void anUnknownCalledAeTitleIsRejectedForGood() {
        assertThat(negotiator.negotiate(request("OTHER", 1, ApplicationContext.DICOM)))
                .isEqualTo(
                        new Negotiation.Reject(
                                AAssociateRj.permanent(
                                        RejectReason.CALLED_AE_TITLE_NOT_RECOGNIZED)));
    }

    @Test
    void anotherApplicationContextIsRejectedForGood() {
        assertThat(negotiator.negotiate(request("RADBRIDGE", 1, "1.2.3")))
                .isEqualTo(
                        new Negotiation.Reject(
                                AAssociateRj.permanent(
                                        RejectReason.APPLICATION_CONTEXT_NAME_NOT_SUPPORTED)));
    }

    @Test
    void anotherProtocolVersionIsRefusedByTheProvider() {
        assertThat(negotiator.refusedByProvider(request("RADBRIDGE", 2, ApplicationContext.DICOM)))
                .contains(AAssociateRj.permanent(RejectReason.PROTOCOL_VERSION_NOT_SUPPORTED));
    }

    @Test
    void onlyBitZeroOfTheProtocolVersionIsTested() {
        assertThat(negotiator.refusedByProvider(request("RADBRIDGE", 3, ApplicationContext.DICOM)))
                .isEmpty();
    }

    @Test
    void oneOperationAtATimeAndTheScuRoleAreWhatIsAgreed() {
        AAssociateAc answer =
                accepted(
                                new AAssociateRq(
                                        1,
                                        "RADBRIDGE",
                                        "CT1",
                                        ApplicationContext.DICOM,
                                        List.of(),
                                        UserInformation.of(
                                                new AsynchronousOperationsWindow(0, 0),
                                                new RoleSelection(CT, true, true))))
                        .answer();

        assertThat(answer.userInformation().items())
                .contains(
                        (UserInformationItem) new AsynchronousOperationsWindow(1, 1),
                        new RoleSelection(CT, true, false));
        assertThat(answer.userInformation().maximumLength()).isEqualTo(16384);
    }

    private Negotiation.Accept accepted(AAssociateRq request) {
        assertThat(negotiator.negotiate(request)).isInstanceOf(Negotiation.Accept.class);
        return (Negotiation.Accept) negotiator.negotiate(request);
    }

    private static AAssociateRq proposal(PresentationContextRq... contexts) {
        return new AAssociateRq(
                1,
                "RADBRIDGE",
                "CT1",
                ApplicationContext.DICOM,
                List.of(contexts),
                UserInformation.of());
    }

    private static AAssociateRq request(
            String calledAeTitle, int protocolVersion, String applicationContext) {
        return new AAssociateRq(
                protocolVersion,
                calledAeTitle,
                "CT1",
                applicationContext,
                List.of(),
                UserInformation.of());
    }
}
