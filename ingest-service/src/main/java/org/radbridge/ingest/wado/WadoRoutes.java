package org.radbridge.ingest.wado;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.dicom.web.MultipartRelatedWriter;
import org.radbridge.ingest.access.PatientScope;
import org.radbridge.ingest.dicomweb.DicomWebEdge;
import org.radbridge.ingest.dicomweb.DicomWebFailure;
import org.radbridge.ingest.dicomweb.Exchange;
import org.radbridge.ingest.storage.ObjectStore;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.RadbridgeException;

/** Instances and their metadata, at study, series and instance level. */
@ApplicationScoped
class WadoRoutes {
    private static final String RESOURCE = "instance";
    private static final String STUDY = "/dicom-web/studies/:study";
    private static final String SERIES = STUDY + "/series/:series";
    private static final String INSTANCE = SERIES + "/instances/:instance";

    private final DicomWebEdge edge;
    private final Archive archive;
    private final ObjectStore store;
    private final AuditLog auditLog;

    WadoRoutes(DicomWebEdge edge, Archive archive, ObjectStore store, AuditLog auditLog) {
        this.edge = edge;
        this.archive = archive;
        this.store = store;
        this.auditLog = auditLog;
    }

    void register(@Observes Router router) {
        for (String level : List.of(STUDY, SERIES, INSTANCE)) {
            get(router, level, this::retrieve);
            get(router, level + "/metadata", this::metadata);
        }
    }

    private void get(Router router, String path, Function<Exchange, Uni<Void>> handler) {
        router.get(path)
                .handler((RoutingContext routing) -> edge.serve(routing, RESOURCE, handler));
    }

    // --- instances

    private Uni<Void> retrieve(Exchange exchange) {
        Selection selection = selection(exchange);
        return archive.find(selection)
                .map(WadoRoutes::required)
                .call(found -> audit(exchange, selection, found.getFirst().patient()))
                .chain(found -> send(exchange, selection, found));
    }

    private Uni<Void> send(
            Exchange exchange, Selection selection, List<ArchivedInstance> instances) {
        for (MediaType accepted : exchange.accepted()) {
            if (accepted.accepts(MediaType.MULTIPART_RELATED) && takesDicomParts(accepted)) {
                requireSyntax(accepted, instances);
                return sendMultipart(exchange, instances);
            }
            if (accepted.type().equals(MediaType.APPLICATION_DICOM)
                    && selection.instance() != null) {
                requireSyntax(accepted, instances);
                ArchivedInstance instance = instances.getFirst();
                return exchange.stream(typeOf(instance), store.read(instance.object()));
            }
        }
        throw new RadbridgeException(
                DicomWebFailure.NOT_ACCEPTABLE,
                "instances are given as multipart/related; type=\"application/dicom\"");
    }

    private static boolean takesDicomParts(MediaType range) {
        return range.parameter("type")
                .map(type -> MediaType.parse(type).accepts(MediaType.APPLICATION_DICOM))
                .orElse(true);
    }

    /**
     * Nothing is transcoded: without a wish, or with {@code *}, instances come as they are kept.
     */
    private static void requireSyntax(MediaType range, List<ArchivedInstance> instances) {
        boolean kept =
                range.parameter("transfer-syntax")
                        .filter(wish -> !wish.equals("*"))
                        .map(wish ->
                                instances.stream()
                                        .map(ArchivedInstance::transferSyntaxUid)
                                        .allMatch(wish::equals))
                        .orElse(true);
        if (!kept) {
            throw new RadbridgeException(
                    DicomWebFailure.NOT_ACCEPTABLE,
                    "an instance is kept in another transfer syntax; ask for transfer-syntax=*");
        }
    }

    private Uni<Void> sendMultipart(Exchange exchange, List<ArchivedInstance> instances) {
        MultipartRelatedWriter writer = MultipartRelatedWriter.of(MediaType.APPLICATION_DICOM);
        Multi<Buffer> parts =
                Multi.createFrom()
                        .iterable(instances)
                        .onItem()
                        .transformToMultiAndConcatenate(instance -> part(writer, instance));
        Multi<Buffer> end = Multi.createFrom().item(writer::close);
        return exchange.stream(
                writer.contentType(), Multi.createBy().concatenating().streams(parts, end));
    }

    private Multi<Buffer> part(MultipartRelatedWriter writer, ArchivedInstance instance) {
        Map<String, String> headers = Map.of("Content-Type", typeOf(instance));
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(() -> writer.beginPart(headers)),
                        store.read(instance.object()),
                        Multi.createFrom().item(writer::endPart));
    }

    private static String typeOf(ArchivedInstance instance) {
        return MediaType.APPLICATION_DICOM + ";transfer-syntax=" + instance.transferSyntaxUid();
    }

    // --- metadata

    private Uni<Void> metadata(Exchange exchange) {
        Selection selection = selection(exchange);
        return archive.find(selection)
                .map(WadoRoutes::required)
                .call(found -> audit(exchange, selection, found.getFirst().patient()))
                .chain(() -> sendMetadata(exchange, selection));
    }

    private Uni<Void> sendMetadata(Exchange exchange, Selection selection) {
        boolean json =
                exchange.accepted().stream()
                        .anyMatch(type ->
                                type.accepts(MediaType.APPLICATION_DICOM_JSON)
                                        || type.accepts("application/json"));
        if (!json) {
            throw new RadbridgeException(
                    DicomWebFailure.NOT_ACCEPTABLE, "metadata is given as application/dicom+json");
        }
        AtomicBoolean first = new AtomicBoolean(true);
        Multi<Buffer> objects =
                archive.metadata(selection)
                        .map(object ->
                                Buffer.buffer(first.getAndSet(false) ? "[" : ",\n")
                                        .appendString(object));
        Multi<Buffer> end = Multi.createFrom().item(() -> Buffer.buffer("]"));
        return exchange.stream(
                MediaType.APPLICATION_DICOM_JSON,
                Multi.createBy().concatenating().streams(objects, end));
    }

    // --- both

    private static Selection selection(Exchange exchange) {
        return new Selection(
                exchange.path("study"),
                exchange.optionalPath("series").orElse(null),
                exchange.optionalPath("instance").orElse(null),
                PatientScope.of(exchange.granted(), exchange.caller()));
    }

    private static List<ArchivedInstance> required(List<ArchivedInstance> found) {
        if (found.isEmpty()) {
            throw new RadbridgeException(
                    DicomWebFailure.NOT_STORED, "nothing is stored under these UIDs");
        }
        return found;
    }

    private Uni<Void> audit(
            Exchange exchange, Selection selection, @Nullable PatientIdentifier patient) {
        String level = selection.instance() != null ? selection.instance() : selection.series();
        return auditLog.record(
                edge.entry(exchange, Action.READ, RESOURCE)
                        .patient(patient)
                        .study(selection.study())
                        .resourceId(level == null ? selection.study() : level)
                        .build());
    }
}
