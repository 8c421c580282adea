package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.association.PresentationContext;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.dimse.DimseException;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.io.DicomFormatException;

/** An operation whose data set, if there is one, is read whole before it is performed. */
final class DataSetOperation implements PerformedOperation {

    private final EventLoop loop;
    private final PresentationContext context;
    private final Body body;
    private final Consumer<Throwable> failures;
    private @Nullable DataSetReader reader;
    private @Nullable DimseStatus refusal;

    /** What is done once the request is whole. May throw or fail with whatever it likes. */
    interface Body {
        Future<Response> perform(Optional<DataSet> dataSet);
    }

    /**
     * An operation.
     *
     * @param failures told of what the body throws or fails with
     */
    DataSetOperation(
            EventLoop loop, PresentationContext context, Body body, Consumer<Throwable> failures) {
        this.loop = loop;
        this.context = context;
        this.body = body;
        this.failures = failures;
    }

    @Override
    public Future<Void> data(Buffer fragment) {
        if (refusal != null) {
            return Future.succeededFuture();
        }
        try {
            DataSetReader current = reader == null ? new DataSetReader(context) : reader;
            reader = current;
            current.feed(fragment);
        } catch (DicomFormatException malformed) {
            refuse(malformed);
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<Response> complete() {
        Optional<DataSet> dataSet = Optional.empty();
        DataSetReader current = reader;
        if (refusal == null && current != null) {
            try {
                dataSet = Optional.of(current.finish());
            } catch (DicomFormatException malformed) {
                refuse(malformed);
            }
        }
        DimseStatus refused = refusal;
        if (refused != null) {
            return Future.succeededFuture(Response.of(refused));
        }
        return perform(dataSet);
    }

    private Future<Response> perform(Optional<DataSet> dataSet) {
        try {
            return loop.bring(body.perform(dataSet)).otherwise(this::failed);
        } catch (Throwable failure) {
            return Future.succeededFuture(failed(failure));
        }
    }

    @Override
    public void abort(Throwable cause) {
        if (reader != null) {
            reader.abandon();
        }
    }

    private void refuse(DicomFormatException malformed) {
        abort(malformed);
        refusal =
                (malformed.kind().isLimit()
                                ? DimseStatus.RESOURCE_LIMITATION
                                : DimseStatus.PROCESSING_FAILURE)
                        .withComment("data set: " + malformed.kind());
    }

    private Response failed(Throwable failure) {
        failures.accept(failure);
        return Response.of(
                failure instanceof DimseException refused
                        ? refused.status()
                        : DimseStatus.PROCESSING_FAILURE);
    }
}
