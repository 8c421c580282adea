package org.radbridge.ingest.wado;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.ingest.access.PatientScope;
import org.radbridge.ingest.dicomweb.DicomWebEdge;
import org.radbridge.ingest.dicomweb.DicomWebFailure;
import org.radbridge.ingest.dicomweb.Exchange;
import org.radbridge.kit.failure.RadbridgeException;

/** What all retrieve transactions share: who may, what is meant, and the one audit record. */
@ApplicationScoped
class Reading {
    static final String STUDY = "/dicom-web/studies/:study";
    static final String SERIES = STUDY + "/series/:series";
    static final String INSTANCE = SERIES + "/instances/:instance";
    static final List<String> LEVELS = List.of(STUDY, SERIES, INSTANCE);

    private static final String RESOURCE = "instance";

    private final DicomWebEdge edge;

    Reading(DicomWebEdge edge) {
        this.edge = edge;
    }

    void get(Router router, String path, Function<Exchange, Uni<Void>> handler) {
        router.get(path).handler(routing -> edge.serve(routing, RESOURCE, handler));
    }

    static Selection selection(Exchange exchange) {
        return new Selection(
                exchange.path("study"),
                exchange.optionalPath("series").orElse(null),
                exchange.optionalPath("instance").orElse(null),
                PatientScope.of(exchange.granted(), exchange.caller()));
    }

    /** What a request for something that is not there, or not for this caller, is told. */
    static RadbridgeException nothing() {
        return new RadbridgeException(
                DicomWebFailure.NOT_STORED, "nothing is stored under these UIDs");
    }

    static RadbridgeException notAcceptable(String given) {
        return new RadbridgeException(DicomWebFailure.NOT_ACCEPTABLE, "this is given as " + given);
    }

    /** Whether a range takes multipart bodies of this type. */
    static boolean takesMultipart(MediaType range, String partType) {
        return range.accepts(MediaType.MULTIPART_RELATED)
                && range.parameter("type")
                        .map(type -> MediaType.parse(type).accepts(partType))
                        .orElse(
                                !range.type().equals(MediaType.MULTIPART_RELATED)
                                        || partType.equals(MediaType.APPLICATION_DICOM));
    }

    /** Begins the record of a read; no answer leaves before it is durable. */
    void audit(Exchange exchange, Selection selection, @Nullable PatientIdentifier patient) {
        String level = selection.instance() != null ? selection.instance() : selection.series();
        edge.record(
                exchange,
                edge.entry(exchange, Action.READ, RESOURCE)
                        .patient(patient)
                        .study(selection.study())
                        .resourceId(level == null ? selection.study() : level));
    }
}
