package org.radbridge.fhirmapper.api;

import ca.uhn.fhir.parser.DataFormatException;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.UriType;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.terminology.Terminology;
import org.radbridge.fhirmapper.terminology.Terminology.Match;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** {@code ConceptMap/$translate} (R4), for whoever is logged in: codes name no patient. */
@Path("/fhir/ConceptMap/$translate")
@Produces({FhirMediaType.JSON, FhirMediaType.PLAIN_JSON})
@Authenticated
public class TranslateResource {
    private final Terminology terminology;
    private final FhirJson fhirJson;

    TranslateResource(Terminology terminology, FhirJson fhirJson) {
        this.terminology = terminology;
        this.fhirJson = fhirJson;
    }

    /** Translates a code given in the URL. */
    @GET
    public Response translate(
            @RestQuery("url") @Nullable String url,
            @RestQuery("system") @Nullable String system,
            @RestQuery("code") @Nullable String code,
            @RestQuery("targetsystem") @Nullable String targetSystem,
            @RestQuery("reverse") @Nullable String reverse) {
        if (system == null || code == null) {
            throw invalid("system and code are needed");
        }
        return answer(
                List.of(new Coding(system, code, null)), url, targetSystem, "true".equals(reverse));
    }

    /** Translates a code, coding or codeableConcept given in Parameters. */
    @POST
    @Consumes({FhirMediaType.JSON, FhirMediaType.PLAIN_JSON})
    @Blocking
    public Response translate(String body) {
        Parameters parameters;
        try {
            parameters = fhirJson.read(Parameters.class, body);
        } catch (DataFormatException _) {
            throw invalid("the body is no Parameters resource");
        }
        return answer(
                codings(parameters),
                text(parameters, "url"),
                text(parameters, "targetsystem"),
                "true".equals(text(parameters, "reverse")));
    }

    private static List<Coding> codings(Parameters parameters) {
        List<Coding> codings = new ArrayList<>();
        for (ParametersParameterComponent parameter : parameters.getParameter()) {
            switch (parameter.getValue()) {
                case Coding coding -> codings.add(coding);
                case CodeableConcept concept -> codings.addAll(concept.getCoding());
                case null, default -> {}
            }
        }
        String code = text(parameters, "code");
        String system = text(parameters, "system");
        if (code != null && system != null) {
            codings.add(new Coding(system, code, null));
        }
        if (codings.isEmpty() || codings.stream().anyMatch(c -> !c.hasSystem() || !c.hasCode())) {
            throw invalid("a code with its system, a coding or a codeableConcept is needed");
        }
        return codings;
    }

    private Response answer(
            List<Coding> codings,
            @Nullable String url,
            @Nullable String targetSystem,
            boolean reverse) {
        List<Match> matches = new ArrayList<>();
        for (Coding coding : codings) {
            Optional<List<Match>> found =
                    terminology.translate(
                            url, coding.getSystem(), coding.getCode(), targetSystem, reverse);
            matches.addAll(
                    found.orElseThrow(() ->
                            new RadbridgeException(
                                    KitFailure.NOT_FOUND, "no concept map of this url")));
        }
        Parameters answer = new Parameters();
        answer.addParameter().setName("result").setValue(new BooleanType(!matches.isEmpty()));
        if (matches.isEmpty()) {
            answer.addParameter("message", "No map here says what this code stands for.");
        }
        matches.forEach(match -> part(answer, match));
        return Response.ok(fhirJson.write(answer), FhirMediaType.JSON_UTF_8).build();
    }

    private static void part(Parameters answer, Match match) {
        ParametersParameterComponent part = answer.addParameter().setName("match");
        part.addPart()
                .setName("equivalence")
                .setValue(new CodeType(match.entry().equivalence().code()));
        part.addPart()
                .setName("concept")
                .setValue(
                        new Coding(
                                match.entry().target().system(),
                                match.entry().target().code(),
                                match.entry().target().display().isEmpty()
                                        ? null
                                        : match.entry().target().display()));
        part.addPart().setName("source").setValue(new UriType(match.map().url()));
    }

    private static @Nullable String text(Parameters parameters, String name) {
        return parameters.getParameter(name) != null
                        && parameters.getParameterValue(name) instanceof PrimitiveType<?> value
                ? value.getValueAsString()
                : null;
    }

    private static RadbridgeException invalid(String detail) {
        return new RadbridgeException(KitFailure.INVALID_REQUEST, detail);
    }
}
