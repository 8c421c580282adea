package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.json.BulkDataUris;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.store.Workitem;
import org.radbridge.fhirmapper.store.WorkitemFilter;
import org.radbridge.fhirmapper.store.WorkitemState;
import org.radbridge.fhirmapper.ups.StateChange;
import org.radbridge.fhirmapper.ups.UpsFailure;
import org.radbridge.fhirmapper.ups.WorkitemDataSet;
import org.radbridge.fhirmapper.ups.WorkitemParameters;
import org.radbridge.kit.failure.FailureResponses;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * The results that are to be read as UPS-RS workitems (PS3.18 chapter 11): search, retrieve, change
 * state, request cancellation. Workitems come with results and end with a radiologist's signature:
 * nobody creates, edits or completes one here.
 */
@Path("/dicom-web/workitems")
@Produces({WorkitemsResource.DICOM_JSON, "application/json"})
@Consumes({WorkitemsResource.DICOM_JSON, "application/json"})
public class WorkitemsResource {
    static final String DICOM_JSON = "application/dicom+json";

    /** As the published texts spell it. */
    private static final List<String> TRANSACTION =
            List.of("transaction-uid", "transaction", "Transaction-uid");

    private final WorkitemInteractions interactions;
    private final FailureResponses failures;
    private final WorkitemDataSet dataSets;

    WorkitemsResource(
            WorkitemInteractions interactions, FailureResponses failures, SiteConfig config) {
        this.interactions = interactions;
        this.failures = failures;
        this.dataSets = new WorkitemDataSet(config.dicomWeb());
    }

    /** The most urgent first, then the one that waits longest. */
    @GET
    public Uni<Response> search(UriInfo uri) {
        MultivaluedMap<String, String> given = uri.getQueryParameters();
        return guarded(
                uri,
                () -> {
                    WorkitemParameters parameters = WorkitemParameters.read(given);
                    return interactions
                            .search(parameters.filter(), query(given))
                            .map(found -> page(uri, parameters, found));
                });
    }

    private Response page(UriInfo uri, WorkitemParameters parameters, List<Workitem> found) {
        WorkitemFilter filter = parameters.filter();
        if (found.isEmpty()) {
            return warned(uri, Response.noContent(), parameters.passedOver()).build();
        }
        boolean more = found.size() > filter.limit();
        List<DataSet> page = found.stream().limit(filter.limit()).map(dataSets::of).toList();
        ResponseBuilder answer =
                warned(
                        uri,
                        Response.ok(DicomJson.writeAll(page, BulkDataUris.NONE), DICOM_JSON),
                        parameters.passedOver());
        return (more
                        ? warned(uri, answer, "There are additional results that can be requested.")
                        : answer)
                .build();
    }

    /** A workitem. */
    @GET
    @Path("{uid}")
    public Uni<Response> retrieve(@RestPath String uid) {
        return interactions
                .read(uid)
                .map(workitem ->
                        Response.ok(
                                        DicomJson.writeAll(
                                                List.of(dataSets.of(workitem)), BulkDataUris.NONE),
                                        DICOM_JSON)
                                .build());
    }

    /**
     * Claims a workitem (IN PROGRESS), or gives it up (CANCELED). Body: Procedure Step State and
     * Transaction UID.
     */
    @PUT
    @Path("{uid}/state")
    public Uni<Response> changeState(@RestPath String uid, UriInfo uri, @Nullable String body) {
        return guarded(
                uri,
                () -> {
                    DataSet wanted = dataSet(body);
                    WorkitemState state =
                            wanted.string(Tag.ProcedureStepState)
                                    .flatMap(WorkitemState::of)
                                    .orElseThrow(() ->
                                            new RadbridgeException(
                                                    UpsFailure.UNKNOWN_STATE,
                                                    "IN PROGRESS, COMPLETED or CANCELED"));
                    return interactions
                            .change(uid, state, transactionUid(uri, wanted))
                            .map(change -> answer(uri, state, change));
                });
    }

    private static Response answer(UriInfo uri, WorkitemState state, StateChange change) {
        ResponseBuilder ok = Response.ok();
        return (change == StateChange.ALREADY
                        ? warned(
                                uri,
                                ok,
                                "The UPS is already in the requested state of "
                                        + state.term()
                                        + ".")
                        : ok)
                .build();
    }

    /** Asks for a workitem to be called off, which is not done. */
    @POST
    @Path("{uid}/cancelrequest")
    @Consumes("*/*")
    public Uni<Response> requestCancellation(
            @RestPath String uid, UriInfo uri, @Nullable String body) {
        return guarded(
                uri,
                () ->
                        interactions
                                .cancel(uid)
                                .map(_ ->
                                        warned(
                                                        uri,
                                                        Response.ok(),
                                                        "The UPS is already in the requested state"
                                                                + " of CANCELED.")
                                                .build()));
    }

    private interface Handler {
        Uni<Response> answer();
    }

    /** What DICOM has a word for is said in the Warning header too (PS3.18 section 11.7.3). */
    private Uni<Response> guarded(UriInfo uri, Handler handler) {
        return Uni.createFrom()
                .deferred(handler::answer)
                .onFailure(WorkitemsResource::isOfDicom)
                .recoverWithItem(failure -> refused(uri, (RadbridgeException) failure));
    }

    private static boolean isOfDicom(Throwable failure) {
        return failure instanceof RadbridgeException of && of.failureId() instanceof UpsFailure;
    }

    private Response refused(UriInfo uri, RadbridgeException failure) {
        return warned(
                        uri,
                        Response.fromResponse(failures.response(uri.getPath(), failure)),
                        failure.failureId().title() + ".")
                .build();
    }

    private static ResponseBuilder warned(
            UriInfo uri, ResponseBuilder answer, List<String> passedOver) {
        return passedOver.isEmpty()
                ? answer
                : warned(
                        uri,
                        answer,
                        "These attributes are not matched: " + String.join(", ", passedOver) + ".");
    }

    private static ResponseBuilder warned(UriInfo uri, ResponseBuilder answer, String text) {
        return answer.header("Warning", "299 " + uri.getBaseUri() + "dicom-web: " + text);
    }

    private static DataSet dataSet(@Nullable String body) {
        try {
            String json = Optional.ofNullable(body).map(String::strip).orElse("");
            // Some clients send the data set alone, others the array that answers hold.
            return json.startsWith("[")
                    ? DicomJson.readAll(json).stream().findFirst().orElseGet(DataSet::new)
                    : DicomJson.read(json);
        } catch (DicomFormatException e) {
            throw new RadbridgeException(UpsFailure.INVALID_BODY, "at byte " + e.offset());
        }
    }

    private static Optional<String> transactionUid(UriInfo uri, DataSet body) {
        return Stream.concat(
                        body.string(Tag.TransactionUID).stream(),
                        TRANSACTION.stream()
                                .map(name -> uri.getQueryParameters().getFirst(name))
                                .flatMap(Stream::ofNullable))
                .map(String::strip)
                .filter(uid -> !uid.isEmpty())
                .findFirst();
    }

    private static String query(MultivaluedMap<String, String> given) {
        return given.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(v -> entry.getKey() + "=" + v))
                .collect(Collectors.joining("&"));
    }
}
