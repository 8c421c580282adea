package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.RetrieveTarget.Carrier;

/**
 * Carries out one C-MOVE or C-GET (PS3.4 §C.4.2, §C.4.3): a C-STORE sub-operation for each
 * instance, one after another, a pending response with the counts after each. What cannot be sent
 * counts as failed and stops nothing. On the event loop of the association that asks.
 */
final class RetrieveOperation {

    /** UIDs of 64 characters that fit a UI value of an explicit VR, which has a 16-bit length. */
    private static final int MAXIMUM_LISTED = 1000;

    private final EventLoop loop;
    private final RetrieveScp scp;
    private final RetrieveRequest request;
    private final RetrieveTarget target;
    private final MessageExchange exchange;
    private final Progress progress;
    private final Queue<List<RetrievableInstance>> batches = new ArrayDeque<>();
    private final Queue<RetrievableInstance> batch = new ArrayDeque<>();
    private final List<String> failed = new ArrayList<>();
    private final Promise<Void> done = Promise.promise();
    private SubOperations counts = SubOperations.of(0);
    private @Nullable Carrier carrier;

    RetrieveOperation(
            EventLoop loop,
            RetrieveScp scp,
            RetrieveRequest request,
            RetrieveTarget target,
            MessageExchange exchange,
            Progress progress) {
        this.loop = loop;
        this.scp = scp;
        this.request = request;
        this.target = target;
        this.exchange = exchange;
        this.progress = progress;
    }

    Future<Response> perform() {
        return loop.bring(scp.retrieve(request, exchange.association()))
                .compose(instances -> {
                    counts = SubOperations.of(instances.size());
                    batches.addAll(target.batches(instances));
                    proceed();
                    return done.future();
                })
                .map(_ -> response());
    }

    /** Goes on until something has to be waited for. */
    private void proceed() {
        try {
            while (!progress.isCancelled() && !(batch.isEmpty() && batches.isEmpty())) {
                Future<Void> step = batch.isEmpty() ? openNext() : sendNext();
                if (!step.isComplete()) {
                    step.onComplete(_ -> proceed());
                    return;
                }
            }
            finishCarrier();
            done.tryComplete();
        } catch (RuntimeException defect) {
            finishCarrier();
            done.tryFail(defect);
        }
    }

    /** Never fails: without an association, the batch does. */
    private Future<Void> openNext() {
        finishCarrier();
        List<RetrievableInstance> next = batches.remove();
        return target.open(next)
                .<Void>map(opened -> {
                    carrier = opened;
                    batch.addAll(next);
                    return null;
                })
                .otherwise(failure -> {
                    exchange.handlerFailed(failure);
                    next.forEach(this::failed);
                    return null;
                });
    }

    /** Never fails: a sub-operation that does is counted. */
    private Future<Void> sendNext() {
        RetrievableInstance instance = batch.remove();
        Carrier current = carrier;
        Optional<TransferSyntax> syntax =
                current == null ? Optional.empty() : current.transferSyntax(instance);
        if (current == null || syntax.isEmpty()) {
            failed(instance);
            return pending();
        }
        return store(current, instance, syntax.get())
                .<Void>map(status -> {
                    count(instance, status);
                    return null;
                })
                .otherwise(failure -> {
                    exchange.handlerFailed(failure);
                    failed(instance);
                    return null;
                })
                .compose(_ -> pending());
    }

    private Future<DimseStatus> store(
            Carrier current, RetrievableInstance instance, TransferSyntax syntax) {
        CStoreRequest store =
                new CStoreRequest(
                        instance.sopClassUid(),
                        instance.sopInstanceUid(),
                        syntax,
                        request.priority(),
                        target.originator());
        return loop.bring(instance.open(syntax))
                .compose(opened ->
                        loop.bring(current.store(store, opened.dataSet()))
                                .onComplete(_ -> opened.close().run()));
    }

    private void count(RetrievableInstance instance, DimseStatus status) {
        switch (status.kind()) {
            case SUCCESS -> counts = counts.oneCompleted();
            case WARNING -> counts = counts.oneWarned();
            case FAILURE, CANCEL, PENDING -> failed(instance);
        }
    }

    private void failed(RetrievableInstance instance) {
        counts = counts.oneFailed();
        if (failed.size() < MAXIMUM_LISTED) {
            failed.add(instance.sopInstanceUid());
        }
    }

    /** The last is left to the final response; when the peer is gone, the next look tells. */
    private Future<Void> pending() {
        if (counts.remaining() == 0) {
            return Future.succeededFuture();
        }
        SubOperations now = counts;
        return progress.pending(
                        new Response(
                                DimseStatus.PENDING,
                                command -> now.writeTo(command, true),
                                Optional.empty()))
                .otherwiseEmpty();
    }

    private void finishCarrier() {
        Carrier current = carrier;
        carrier = null;
        if (current != null) {
            current.finish();
        }
    }

    /** PS3.4 §C.4.2.1.5 and Table C.4-2. */
    private Response response() {
        DimseStatus status = status();
        SubOperations now = counts;
        return new Response(
                status,
                command -> now.writeTo(command, status.kind() == DimseStatus.Kind.CANCEL),
                failed.isEmpty() ? Optional.empty() : Optional.of(failedInstances()));
    }

    private DimseStatus status() {
        if (counts.remaining() > 0) {
            return DimseStatus.CANCEL;
        }
        if (counts.failed() == 0 && counts.warning() == 0) {
            return DimseStatus.SUCCESS;
        }
        return counts.completed() == 0 && counts.warning() == 0
                ? DimseStatus.UNABLE_TO_PERFORM_SUB_OPERATIONS
                : DimseStatus.SUB_OPERATIONS_WITH_FAILURES;
    }

    private DataSet failedInstances() {
        return new DataSet().put(Tag.FailedSOPInstanceUIDList, failed.toArray(String[]::new));
    }
}
