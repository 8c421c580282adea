package org.radbridge.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.pdu.AAssociateRj;
import org.radbridge.dicom.pdu.RejectReason;

@Tag("A1")
class CallerPolicyTest {

    @Test
    void anUnknownCallerIsRejectedAndToldToTheListener() {
        CallerPolicy policy = CallerPolicy.knownAeTitles(Set.of("MR1"));
        AAssociateRj answer = AAssociateRj.permanent(RejectReason.CALLING_AE_TITLE_NOT_RECOGNIZED);
        try (TestServer server = serving(TestServer.options(), policy)) {
            assertThat(rejection(server)).isEqualTo(answer);
            assertThat(server.listener.rejected).containsExactly(answer);
            assertThat(server.listener.rejectedCallers)
                    .singleElement()
                    .satisfies(caller -> {
                        assertThat(caller.callingAeTitle()).isEqualTo("CT1");
                        assertThat(caller.remoteHost()).isEqualTo("127.0.0.1");
                    });
            assertThat(server.listener.opened).isEmpty();
        }
    }

    @Test
    void aKnownCallerComesIn() {
        try (TestServer server =
                serving(TestServer.options(), CallerPolicy.knownAeTitles(Set.of("CT1")))) {
            assertThat(TestServer.await(server.associate().echo())).isEqualTo(DimseStatus.SUCCESS);
        }
    }

    @Test
    void aPolicyThatFailsLetsNobodyIn() {
        try (TestServer server =
                serving(TestServer.options(), _ -> Future.failedFuture("database is down"))) {
            assertThat(rejection(server))
                    .isEqualTo(AAssociateRj.transientRejection(RejectReason.TEMPORARY_CONGESTION));
        }
    }

    @Test
    void aPolicyThatThrowsLetsNobodyIn() {
        try (TestServer server =
                serving(
                        TestServer.options(),
                        _ -> {
                            throw new IllegalStateException("policy");
                        })) {
            assertThat(rejection(server).isTransient()).isTrue();
        }
    }

    @Test
    void aPolicyMayTakeItsTime() {
        Promise<CallerDecision> decision = Promise.promise();
        try (TestServer server = serving(TestServer.options(), _ -> decision.future())) {
            Future<ClientAssociation> opened =
                    DicomClient.create(server.vertx).associate(server.request());
            Thread.ofVirtual().start(() -> decision.complete(CallerDecision.accept()));
            assertThat(TestServer.await(TestServer.await(opened).echo()))
                    .isEqualTo(DimseStatus.SUCCESS);
        }
    }

    @Test
    void anotherCalledAeTitleIsRejected() {
        try (TestServer server = TestServer.storing()) {
            Throwable failure =
                    TestServer.awaitFailure(
                            DicomClient.create(server.vertx)
                                    .associate(
                                            AssociationRequest.to(
                                                    "127.0.0.1", server.port(), "OTHER", "CT1")));
            assertThat(((AssociationException.Rejected) failure).answer())
                    .isEqualTo(AAssociateRj.permanent(RejectReason.CALLED_AE_TITLE_NOT_RECOGNIZED));
        }
    }

    @Test
    void oneAssociationTooManyIsRejectedForNowAndComesInWhenOneHasLeft() {
        try (TestServer server =
                TestServer.storing(TestServer.options().withMaximumAssociations(2))) {
            ClientAssociation first = server.associate();
            server.associate();
            assertThat(rejection(server))
                    .isEqualTo(AAssociateRj.transientRejection(RejectReason.LOCAL_LIMIT_EXCEEDED));

            TestServer.await(first.release());
            await().until(() -> server.server.connections() == 1);
            assertThat(TestServer.await(server.associate().echo())).isEqualTo(DimseStatus.SUCCESS);
        }
    }

    private static AAssociateRj rejection(TestServer server) {
        Throwable failure =
                TestServer.awaitFailure(
                        DicomClient.create(server.vertx).associate(server.request()));
        return ((AssociationException.Rejected) failure).answer();
    }

    private static TestServer serving(DicomServerOptions options, CallerPolicy policy) {
        return TestServer.with(options, DicomServerServices.echoOnly().withCallerPolicy(policy));
    }
}
