package org.radbridge.ingest.priors;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.web.PartHandler;
import org.radbridge.dicom.web.PartHeaders;
import org.radbridge.ingest.dicomweb.client.DicomWebClient;
import org.radbridge.ingest.receive.InstanceReception;
import org.radbridge.ingest.receive.Receiver;
import org.radbridge.ingest.receive.ReceptionOutcome;
import org.radbridge.ingest.receive.ReceptionOutcome.Refused;
import org.radbridge.ingest.receive.Sender;
import org.radbridge.kit.failure.RadbridgeException;

/** An archive that answers QIDO-RS, and gives by WADO-RS (PS3.18 §10). */
final class WebPriorSource implements PriorSource {
    private final DicomWebClient client;
    private final Receiver receiver;
    private final String name;

    WebPriorSource(DicomWebClient client, Receiver receiver, String name) {
        this.client = client;
        this.receiver = receiver;
        this.name = name;
    }

    @Override
    public Uni<List<DataSet>> studies(String patientId, Optional<String> dates) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("PatientID", patientId);
        dates.ifPresent(range -> query.put("StudyDate", range));
        query.put("includefield", "IssuerOfPatientID,ModalitiesInStudy,StudyDescription");
        query.put("limit", Integer.toString(MOST_MATCHES));
        return client.search("studies", query);
    }

    @Override
    public Uni<List<DataSet>> series(String studyInstanceUid) {
        return client.search(
                "studies/" + studyInstanceUid + "/series",
                Map.of(
                        "includefield",
                        "BodyPartExamined,SeriesDescription",
                        "limit",
                        Integer.toString(MOST_MATCHES)));
    }

    @Override
    public Uni<Void> fetch(String studyInstanceUid) {
        return client.retrieve(
                "studies/" + studyInstanceUid, context -> new Parts(context, studyInstanceUid));
    }

    /** Stores one part after the other. */
    private final class Parts implements PartHandler {
        private final Context context;
        private final String study;
        private @Nullable InstanceReception reception;

        Parts(Context context, String study) {
            this.context = context;
            this.study = study;
        }

        @Override
        public Future<Void> begin(PartHeaders headers) {
            reception = receiver.file(Sender.archive(name), study);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> data(Buffer bytes) {
            return future(current().data(bytes));
        }

        @Override
        public Future<Void> end() {
            return future(current().complete().invoke(this::requireStored).replaceWithVoid());
        }

        private InstanceReception current() {
            InstanceReception begun = reception;
            if (begun == null) {
                throw new IllegalStateException("a part goes on that has not begun");
            }
            return begun;
        }

        private void requireStored(ReceptionOutcome outcome) {
            if (outcome instanceof Refused refused) {
                throw new RadbridgeException(
                        PriorFailure.FETCH_FAILED,
                        "an instance was refused: " + refused.refusal().reason().id());
            }
        }

        private Future<Void> future(Uni<Void> uni) {
            Promise<Void> promise = Promise.promise();
            uni.subscribe()
                    .with(
                            _ -> context.runOnContext(_ -> promise.complete()),
                            failure -> context.runOnContext(_ -> promise.fail(failure)));
            return promise.future();
        }
    }
}
