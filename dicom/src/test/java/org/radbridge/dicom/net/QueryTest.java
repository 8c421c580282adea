package org.radbridge.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseException;
import org.radbridge.dicom.dimse.DimseStatus;

/** C-FIND of our SCU against our SCP, and C-CANCEL. */
@Tag("A7")
class QueryTest {

    private static final String STUDY_ROOT = Uid.StudyRootQueryRetrieveInformationModelFind;
    private static final int NAME = org.radbridge.dicom.data.Tag.PatientName;
    private static final int NUMBER = org.radbridge.dicom.data.Tag.InstanceNumber;

    @Test
    void matchesArriveInOrderWithTheFinalStatus() {
        CFindScp scp =
                (request, matches, association) -> {
                    assertThat(association.callingAeTitle()).isEqualTo("CT1");
                    assertThat(request.identifier().string(NAME)).contains("M*");
                    return matches.send(numbered(1))
                            .compose(_ -> matches.sendWithWarning(numbered(2)))
                            .map(DimseStatus.SUCCESS);
                };
        try (TestServer server = answering(scp)) {
            List<DataSet> found = new CopyOnWriteArrayList<>();
            ClientAssociation association = associate(server);

            DimseStatus status =
                    TestServer.await(
                            association
                                    .find(
                                            CFindRequest.of(
                                                    STUDY_ROOT, new DataSet().put(NAME, "M*")),
                                            match -> {
                                                found.add(match);
                                                return Future.succeededFuture();
                                            })
                                    .result());

            assertThat(status).isEqualTo(DimseStatus.SUCCESS);
            assertThat(found).containsExactly(numbered(1), numbered(2));
            TestServer.await(association.release());
        }
    }

    @Test
    void aRefusalOfTheHandlerIsTheFinalStatus() {
        CFindScp scp =
                (_, _, _) ->
                        Future.failedFuture(
                                new DimseException(
                                        DimseStatus.IDENTIFIER_DOES_NOT_MATCH_SOP_CLASS));
        try (TestServer server = answering(scp)) {
            assertThat(
                            TestServer.await(
                                    find(associate(server), _ -> Future.succeededFuture())
                                            .result()))
                    .isEqualTo(DimseStatus.IDENTIFIER_DOES_NOT_MATCH_SOP_CLASS);
        }
    }

    @Test
    void aCancelReachesTheHandlerWhichThenStops() {
        AtomicInteger sent = new AtomicInteger();
        CFindScp endless = (_, matches, _) -> sendUntilCancelled(matches, sent);
        try (TestServer server = answering(endless)) {
            AtomicInteger found = new AtomicInteger();
            ClientAssociation association = associate(server);
            CancellableOperation<DimseStatus> query =
                    find(
                            association,
                            _ -> {
                                found.incrementAndGet();
                                return Future.succeededFuture();
                            });
            await().until(() -> found.get() > 10);

            query.cancel();

            assertThat(TestServer.await(query.result())).isEqualTo(DimseStatus.CANCEL);
            assertThat(TestServer.await(association.echo())).isEqualTo(DimseStatus.SUCCESS);
        }
    }

    @Test
    void anAbortReachesTheHandlerAsACancel() {
        AtomicBoolean stopped = new AtomicBoolean();
        CFindScp endless =
                (_, matches, _) ->
                        sendUntilCancelled(matches, new AtomicInteger())
                                .onComplete(_ -> stopped.set(true));
        try (TestServer server = answering(endless)) {
            AtomicInteger found = new AtomicInteger();
            ClientAssociation association = associate(server);
            find(
                    association,
                    _ -> {
                        found.incrementAndGet();
                        return Future.succeededFuture();
                    });
            await().until(() -> found.get() > 10);

            association.abort();

            await().until(stopped::get);
        }
    }

    @Test
    void aSlowConsumerSlowsTheHandlerAndNothingPilesUp() {
        AtomicInteger sent = new AtomicInteger();
        CFindScp endless = (_, matches, _) -> sendUntilCancelled(matches, sent);
        try (TestServer server = answering(endless)) {
            Promise<Void> opens = Promise.promise();
            ClientAssociation association = associate(server);
            CancellableOperation<DimseStatus> query = find(association, _ -> opens.future());

            int before = settled(sent);
            assertThat(before).as("what fits the sockets' buffers").isLessThan(200_000);

            opens.complete();
            await().until(() -> sent.get() > before);
            query.cancel();
            assertThat(TestServer.await(query.result())).isEqualTo(DimseStatus.CANCEL);
        }
    }

    @Test
    void withoutAContextNothingIsAsked() {
        try (TestServer server = TestServer.storing()) {
            assertThat(
                            TestServer.awaitFailure(
                                    find(associate(server), _ -> Future.succeededFuture())
                                            .result()))
                    .isInstanceOf(AssociationException.NoPresentationContext.class);
        }
    }

    private static int settled(AtomicInteger count) {
        List<Integer> seen = new ArrayList<>();
        await().until(() -> {
            seen.add(count.get());
            int size = seen.size();
            return size > 5 && seen.get(size - 5).equals(seen.get(size - 1)) && count.get() > 0;
        });
        return seen.getLast();
    }

    private static Future<DimseStatus> sendUntilCancelled(Matches matches, AtomicInteger sent) {
        Promise<DimseStatus> ended = Promise.promise();
        sendNext(matches, sent, ended);
        return ended.future();
    }

    private static void sendNext(Matches matches, AtomicInteger sent, Promise<DimseStatus> ended) {
        while (!matches.isCancelled()) {
            Future<Void> next = matches.send(numbered(sent.incrementAndGet() % 10_000));
            if (sent.get() % 100 == 0 || !next.isComplete()) {
                next.onSuccess(_ ->
                                Vertx.currentContext()
                                        .runOnContext(_ -> sendNext(matches, sent, ended)))
                        .onFailure(_ -> ended.tryComplete(DimseStatus.CANCEL));
                return;
            }
        }
        ended.tryComplete(DimseStatus.CANCEL);
    }

    private static DataSet numbered(int number) {
        return new DataSet().put(NUMBER, String.valueOf(number));
    }

    private static CancellableOperation<DimseStatus> find(
            ClientAssociation association, MatchHandler matches) {
        return association.find(
                CFindRequest.of(STUDY_ROOT, new DataSet().put(NAME, "M*")), matches);
    }

    private static ClientAssociation associate(TestServer server) {
        return TestServer.await(
                DicomClient.create(server.vertx)
                        .associate(server.request().withSopClass(STUDY_ROOT)));
    }

    private static TestServer answering(CFindScp scp) {
        return TestServer.with(
                TestServer.options(),
                DicomServerServices.echoOnly()
                        .withQueryRetrieve(
                                QueryRetrieveServices.NONE.withFind(Set.of(STUDY_ROOT), scp)));
    }
}
