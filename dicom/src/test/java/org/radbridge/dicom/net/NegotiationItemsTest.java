package org.radbridge.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.association.OperationsWindow;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.CommandElement;
import org.radbridge.dicom.dimse.CommandSet;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.AssociationRequest.ProposedContext;
import org.radbridge.dicom.net.UserAuthenticator.Authentication;
import org.radbridge.dicom.pdu.AAssociateAc;
import org.radbridge.dicom.pdu.AAssociateRq;
import org.radbridge.dicom.pdu.AReleaseRp;
import org.radbridge.dicom.pdu.AReleaseRq;
import org.radbridge.dicom.pdu.UserInformation;
import org.radbridge.dicom.pdu.UserInformationItem;
import org.radbridge.dicom.pdu.UserInformationItem.AsynchronousOperationsWindow;
import org.radbridge.dicom.pdu.UserInformationItem.MaximumLength;
import org.radbridge.dicom.pdu.UserInformationItem.RoleSelection;
import org.radbridge.dicom.pdu.UserInformationItem.SopClassExtendedNegotiation;
import org.radbridge.dicom.pdu.UserInformationItem.UserIdentityAc;

/** What is negotiated beside presentation contexts, and that it is kept to. */
@Tag("A2")
class NegotiationItemsTest {

    private static final UserIdentity USER = new UserIdentity.UserNameAndPasscode("me", "secret");

    @Test
    void withAWindowSeveralOperationsAreUnderWayAndAnsweredInAnyOrder() {
        List<Promise<DimseStatus>> stores = new CopyOnWriteArrayList<>();
        try (TestServer server = storingLater(stores)) {
            ClientAssociation association =
                    TestServer.await(
                            DicomClient.create(server.vertx)
                                    .associate(
                                            server.request()
                                                    .withOperationsWindow(
                                                            new OperationsWindow(3, 1))));
            assertThat(association.info().operationsWindow()).isEqualTo(new OperationsWindow(3, 1));
            List<Future<DimseStatus>> answers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                answers.add(association.store(TestServer.ct("1.2." + i), Buffer.buffer("data")));
            }

            await().until(() -> stores.size() == 3);
            stores.get(2).complete(DimseStatus.ELEMENTS_DISCARDED);
            assertThat(TestServer.await(answers.get(2))).isEqualTo(DimseStatus.ELEMENTS_DISCARDED);
            assertThat(answers.get(0).isComplete()).isFalse();

            await().until(() -> stores.size() == 4);
            stores.get(0).complete(DimseStatus.SUCCESS);
            stores.get(1).complete(DimseStatus.SUCCESS);
            await().until(() -> stores.size() == 5);
            stores.get(3).complete(DimseStatus.SUCCESS);
            stores.get(4).complete(DimseStatus.SUCCESS);
            answers.forEach(TestServer::await);
            TestServer.await(association.release());
        }
    }

    @Test
    void aPeerThatExceedsItsWindowWaitsAndIsAnsweredInOrder() throws Exception {
        List<Promise<DimseStatus>> stores = new CopyOnWriteArrayList<>();
        try (TestServer server = storingLater(stores);
                ScriptedPeer peer = ScriptedPeer.associate(server.port())) {
            for (int messageId = 1; messageId <= 2; messageId++) {
                peer.send(
                        ScriptedPeer.command(
                                ScriptedPeer.CT_CONTEXT,
                                ScriptedPeer.storeRq(
                                        messageId, Uid.CTImageStorage, "1.2." + messageId)));
                peer.send(ScriptedPeer.data(ScriptedPeer.CT_CONTEXT, Buffer.buffer("data"), true));
            }
            await().until(() -> stores.size() == 1);

            stores.getFirst().complete(DimseStatus.SUCCESS);

            assertThat(answeredMessage(peer)).isEqualTo(1);
            await().until(() -> stores.size() == 2);
            stores.get(1).complete(DimseStatus.SUCCESS);
            assertThat(answeredMessage(peer)).isEqualTo(2);
        }
    }

    @Test
    void aReleaseBeforeTheAnswerIsAcceptedAfterIt() throws Exception {
        List<Promise<DimseStatus>> stores = new CopyOnWriteArrayList<>();
        try (TestServer server = storingLater(stores);
                ScriptedPeer peer = ScriptedPeer.associate(server.port())) {
            peer.send(
                    ScriptedPeer.command(
                            ScriptedPeer.CT_CONTEXT,
                            ScriptedPeer.storeRq(1, Uid.CTImageStorage, "1.2.3")));
            peer.send(ScriptedPeer.data(ScriptedPeer.CT_CONTEXT, Buffer.buffer("data"), true));
            await().until(() -> stores.size() == 1);
            peer.send(new AReleaseRq());

            stores.getFirst().complete(DimseStatus.SUCCESS);

            assertThat(answeredMessage(peer)).isEqualTo(1);
            assertThat(peer.receive()).isInstanceOf(AReleaseRp.class);
        }
    }

    @Test
    void theSmallerWindowHoldsAndUnlimitedIsNot() throws Exception {
        try (TestServer server = TestServer.storing(TestServer.options().withOperationsWindow(4))) {
            assertThat(
                            answer(server, new AsynchronousOperationsWindow(0, 2))
                                    .first(AsynchronousOperationsWindow.class))
                    .contains(new AsynchronousOperationsWindow(4, 2));
        }
    }

    @Test
    void whatWasNotProposedIsNotAnswered() throws Exception {
        try (TestServer server = TestServer.storing()) {
            assertThat(answer(server).items())
                    .noneMatch(AsynchronousOperationsWindow.class::isInstance)
                    .noneMatch(RoleSelection.class::isInstance)
                    .noneMatch(UserIdentityAc.class::isInstance);
        }
    }

    @Test
    void theScpRoleIsGrantedOnlyWhereSomethingCanBeSentBack() throws Exception {
        RoleSelection wanted = new RoleSelection(Uid.CTImageStorage, true, true);
        try (TestServer server = TestServer.storing()) {
            assertThat(answer(server, wanted).first(RoleSelection.class))
                    .contains(new RoleSelection(Uid.CTImageStorage, true, false));
        }
        DicomServerServices getting =
                DicomServerServices.echoOnly()
                        .withQueryRetrieve(
                                QueryRetrieveServices.NONE.withGet(
                                        Set.of(Uid.StudyRootQueryRetrieveInformationModelGet),
                                        new Archive()));
        try (TestServer server = TestServer.with(TestServer.options(), getting)) {
            assertThat(answer(server, wanted).first(RoleSelection.class)).contains(wanted);
        }
    }

    @Test
    void extendedNegotiationIsAnsweredByTheService() throws Exception {
        SopClassExtendedNegotiation proposed =
                new SopClassExtendedNegotiation(Uid.CTImageStorage, Buffer.buffer(new byte[6]));
        SopClassExtendedNegotiation answered =
                new SopClassExtendedNegotiation(
                        Uid.CTImageStorage, Buffer.buffer(new byte[] {2, 0, 0, 0, 0, 0}));
        DicomServerServices services =
                DicomServerServices.storing(new RecordingStore())
                        .withExtendedNegotiation(
                                item -> Optional.of(answered).filter(_ -> item.equals(proposed)));
        try (TestServer server = TestServer.with(TestServer.options(), services)) {
            ClientAssociation association =
                    TestServer.await(
                            DicomClient.create(server.vertx)
                                    .associate(
                                            server.request()
                                                    .withNegotiation(
                                                            ProposedNegotiation.NONE.withExtended(
                                                                    proposed))));
            assertThat(association.info().extendedNegotiation())
                    .containsEntry(
                            Uid.CTImageStorage, answered.serviceClassApplicationInformation());
        }
    }

    @Test
    void aUserThatIsBelievedIsKnownAndAnswered() throws Exception {
        List<UserIdentity> seen = new CopyOnWriteArrayList<>();
        try (TestServer server =
                authenticating((identity, _) -> {
                    identity.ifPresent(seen::add);
                    return Future.succeededFuture(
                            new Authentication.Authenticated("me", Buffer.buffer("ticket")));
                })) {
            assertThat(answer(server, USER.item()).first(UserIdentityAc.class))
                    .contains(new UserIdentityAc(Buffer.buffer("ticket")));
            await().until(() -> server.listener.opened.size() == 1);
            assertThat(server.listener.opened.getFirst().userName()).contains("me");
        }
        assertThat(seen).containsExactly(USER);
        assertThat(USER.toString()).doesNotContain("secret");
    }

    @Test
    void aUserThatIsNotBelievedIsRejected() {
        try (TestServer server =
                authenticating((identity, _) ->
                        Future.succeededFuture(
                                identity.isPresent()
                                        ? new Authentication.Refused()
                                        : new Authentication.Anonymous()))) {
            assertThat(
                            TestServer.awaitFailure(
                                    DicomClient.create(server.vertx)
                                            .associate(server.request().withUser(USER))))
                    .isInstanceOfSatisfying(
                            AssociationException.Rejected.class,
                            rejected -> assertThat(rejected.answer().isTransient()).isFalse());
            assertThat(TestServer.await(server.associate().echo())).isEqualTo(DimseStatus.SUCCESS);
        }
    }

    @Test
    void anAuthenticatorThatFailsLetsNobodyIn() {
        try (TestServer server =
                authenticating((_, _) -> Future.failedFuture("directory is down"))) {
            assertThat(
                            TestServer.awaitFailure(
                                    DicomClient.create(server.vertx)
                                            .associate(server.request().withUser(USER))))
                    .isInstanceOfSatisfying(
                            AssociationException.Rejected.class,
                            rejected -> assertThat(rejected.answer().isTransient()).isTrue());
        }
    }

    @Test
    void everyIdentityTypeSurvivesTheWire() {
        List<UserIdentity> all =
                List.of(
                        new UserIdentity.UserName("me"),
                        USER,
                        new UserIdentity.Kerberos(Buffer.buffer("ticket")),
                        new UserIdentity.Saml(Buffer.buffer("<assertion/>")),
                        new UserIdentity.JsonWebToken("a.b.c"));
        assertThat(all)
                .allSatisfy(identity ->
                        assertThat(UserIdentity.of(identity.item())).contains(identity));
    }

    @Test
    void moreThan128ContextsAreRefusedWithAWayOutAndSplit() {
        List<ProposedContext> many =
                IntStream.range(0, 300)
                        .mapToObj(i ->
                                new ProposedContext(
                                        "1.2." + i / 3,
                                        List.of(TransferSyntax.of("1.2.840.10008.1.2.4." + i))))
                        .toList();
        AssociationRequest request = AssociationRequest.to("127.0.0.1", 1, "RADBRIDGE", "CT1");

        assertThatThrownBy(() -> request.withContexts(many))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("300");

        List<List<ProposedContext>> pieces = AssociationRequest.split(many);
        assertThat(pieces).extracting(List::size).containsExactly(126, 126, 48);
        assertThat(pieces.stream().flatMap(List::stream)).containsExactlyElementsOf(many);
    }

    private static int answeredMessage(ScriptedPeer peer) throws Exception {
        CommandSet response = peer.receiveCommand();
        return response.integer(CommandElement.MESSAGE_ID_BEING_RESPONDED_TO).orElseThrow();
    }

    private static UserInformation answer(TestServer server, UserInformationItem... items)
            throws Exception {
        AAssociateRq plain = ScriptedPeer.proposal("SCRIPT");
        List<UserInformationItem> all = new ArrayList<>(List.of(items));
        all.addFirst(new MaximumLength(16384));
        try (ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.send(
                    new AAssociateRq(
                            plain.protocolVersion(),
                            plain.calledAeTitle(),
                            plain.callingAeTitle(),
                            plain.applicationContextName(),
                            plain.presentationContexts(),
                            new UserInformation(all)));
            return ((AAssociateAc) peer.receive()).userInformation();
        }
    }

    private static TestServer authenticating(UserAuthenticator authenticator) {
        return TestServer.with(
                TestServer.options(),
                DicomServerServices.echoOnly().withAuthenticator(authenticator));
    }

    /** Each store completes when its promise does. */
    private static TestServer storingLater(List<Promise<DimseStatus>> stores) {
        return TestServer.with(
                TestServer.options(),
                DicomServerServices.storing((_, _) ->
                        new StoreReception() {
                            @Override
                            public Future<Void> data(Buffer fragment) {
                                return Future.succeededFuture();
                            }

                            @Override
                            public Future<DimseStatus> complete() {
                                Promise<DimseStatus> stored = Promise.promise();
                                stores.add(stored);
                                return stored.future();
                            }

                            @Override
                            public void abort(Throwable cause) {
                                // Nothing is kept.
                            }
                        }));
    }
}
