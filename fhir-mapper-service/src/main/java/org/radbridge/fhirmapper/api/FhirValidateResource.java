package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.interaction.ResourceBodies;
import org.radbridge.fhirmapper.interaction.ResourceInteractions;
import org.radbridge.fhirmapper.interaction.WriteFailure;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.validation.Issue;
import org.radbridge.fhirmapper.validation.ResourceValidator;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * {@code $validate} of a type and of an instance (R4 resource-operation-validate): whether a
 * resource would be taken, and all that is to be said of it. Nothing is kept of what is sent.
 */
@Path("/fhir")
@Produces({
    FhirMediaType.JSON,
    FhirMediaType.PLAIN_JSON,
    FhirMediaType.XML,
    FhirMediaType.PLAIN_XML,
    FhirMediaType.TEXT_XML
})
@Consumes({
    FhirMediaType.JSON,
    FhirMediaType.PLAIN_JSON,
    FhirMediaType.XML,
    FhirMediaType.PLAIN_XML,
    FhirMediaType.TEXT_XML
})
public class FhirValidateResource {
    private static final List<String> MODES = List.of("create", "update", "delete", "profile");

    private final ResourceInteractions interactions;
    private final ResourceBodies bodies;
    private final ResourceValidator validator;
    private final OperationOutcomes outcomes;
    private final FhirJson fhirJson;
    private final ComputePool compute;

    FhirValidateResource(
            ResourceInteractions interactions,
            ResourceBodies bodies,
            ResourceValidator validator,
            OperationOutcomes outcomes,
            FhirJson fhirJson,
            ComputePool compute) {
        this.interactions = interactions;
        this.bodies = bodies;
        this.validator = validator;
        this.outcomes = outcomes;
        this.fhirJson = fhirJson;
        this.compute = compute;
    }

    /** What is asked: in the URL, or in Parameters beside the resource. */
    private record Question(
            Optional<String> resource, Optional<String> mode, Optional<String> profile) {}

    @POST
    @Path("{type}/$validate")
    public Uni<Response> ofType(
            @RestPath String type,
            @RestQuery("mode") @Nullable String mode,
            @RestQuery("profile") @Nullable String profile,
            HttpHeaders headers,
            byte[] body) {
        interactions.reading(type, Action.READ);
        boolean xml = FhirWriteResource.xml(headers.getMediaType());
        return compute.run(
                        () -> {
                            Question question = question(bodies.json(body, xml), mode, profile);
                            String json =
                                    question.resource()
                                            .orElseThrow(() ->
                                                    new RadbridgeException(
                                                            WriteFailure.INVALID_BODY,
                                                            "there is no resource in it"));
                            return judge(type, null, json, question);
                        })
                .map(FhirValidateResource::json);
    }

    /** Without a resource in the body, what is there is judged. */
    @POST
    @Path("{type}/{id}/$validate")
    public Uni<Response> ofInstance(
            @RestPath String type,
            @RestPath String id,
            @RestQuery("mode") @Nullable String mode,
            @RestQuery("profile") @Nullable String profile,
            HttpHeaders headers,
            byte[] body) {
        boolean xml = FhirWriteResource.xml(headers.getMediaType());
        return interactions
                .read(type, id)
                .chain(present ->
                        compute.run(() -> {
                            Question question =
                                    body.length == 0
                                            ? asked(Optional.empty(), mode, profile)
                                            : question(bodies.json(body, xml), mode, profile);
                            if (question.mode().filter("delete"::equals).isPresent()) {
                                return present.studyInstanceUid().isEmpty()
                                        ? outcomes.information("it may be deleted")
                                        : outcomes.refusal(
                                                        new RadbridgeException(
                                                                WriteFailure.RESULT_OWNED,
                                                                "it belongs to a study"))
                                                .outcome();
                            }
                            return judge(
                                    type, id, question.resource().orElse(present.json()), question);
                        }))
                .map(FhirValidateResource::json);
    }

    private String judge(String type, @Nullable String id, String json, Question question) {
        var tree = bodies.tree(json);
        if (!tree.path("resourceType").asText().equals(type)) {
            throw new RadbridgeException(WriteFailure.INVALID_BODY, "it is no " + type);
        }
        List<Issue> issues = validator.judge(json, question.profile());
        boolean update = question.mode().filter("update"::equals).isPresent();
        if (update && id != null && !tree.path("id").asText().equals(id)) {
            throw new RadbridgeException(WriteFailure.ID_MISMATCH, "an update carries the id");
        }
        return outcomes.judgement(issues);
    }

    private Question question(String json, @Nullable String mode, @Nullable String profile) {
        if (!bodies.tree(json).path("resourceType").asText().equals("Parameters")) {
            return asked(Optional.of(json), mode, profile);
        }
        Parameters parameters = (Parameters) bodies.resource(json);
        return asked(
                part(parameters, "resource")
                        .map(ParametersParameterComponent::getResource)
                        .map(fhirJson::write),
                text(parameters, "mode").orElse(mode),
                text(parameters, "profile").orElse(profile));
    }

    private static Question asked(
            Optional<String> resource, @Nullable String mode, @Nullable String profile) {
        if (mode != null && !MODES.contains(mode)) {
            throw new RadbridgeException(KitFailure.INVALID_REQUEST, "mode is one of " + MODES);
        }
        return new Question(resource, Optional.ofNullable(mode), Optional.ofNullable(profile));
    }

    private static Optional<String> text(Parameters parameters, String name) {
        return part(parameters, name)
                .map(ParametersParameterComponent::getValue)
                .map(Base::primitiveValue);
    }

    private static Optional<ParametersParameterComponent> part(Parameters parameters, String name) {
        return parameters.getParameter().stream()
                .filter(parameter -> name.equals(parameter.getName()))
                .findFirst();
    }

    private static Response json(String body) {
        return Response.ok(body, FhirMediaType.JSON_UTF_8).build();
    }
}
