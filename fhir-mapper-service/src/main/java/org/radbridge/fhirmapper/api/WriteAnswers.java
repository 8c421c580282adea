package org.radbridge.fhirmapper.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Date;
import org.radbridge.fhirmapper.interaction.WriteInteractions.Answer;
import org.radbridge.fhirmapper.interaction.Written;
import org.radbridge.fhirmapper.interaction.Written.Effect;
import org.radbridge.fhirmapper.site.SiteConfig;

/** What came of a write, as HTTP tells it. */
@ApplicationScoped
class WriteAnswers {
    private final OperationOutcomes outcomes;
    private final String base;

    WriteAnswers(OperationOutcomes outcomes, SiteConfig config) {
        this.outcomes = outcomes;
        this.base = config.base();
    }

    Response response(Answer answer, Preference preference) {
        Written written = answer.written();
        Response.ResponseBuilder response = Response.status(status(written.effect()));
        if (written.version() > 0) {
            response.tag(new EntityTag(Integer.toString(written.version()), true))
                    .lastModified(Date.from(written.lastUpdated()));
        }
        if (written.effect() == Effect.DELETED || written.effect() == Effect.ABSENT) {
            return response.build();
        }
        response.header("Location", URI.create(base + "/" + location(written)));
        switch (preference) {
            case MINIMAL -> {}
            case OUTCOME ->
                    response.entity(outcomes.information(said(written.effect())))
                            .type(FhirMediaType.JSON_UTF_8);
            case REPRESENTATION ->
                    answer.resource()
                            .ifPresent(resource ->
                                    response.entity(resource.json())
                                            .type(FhirMediaType.JSON_UTF_8));
        }
        return response.build();
    }

    /** The HTTP status. */
    static int status(Effect effect) {
        return switch (effect) {
            case CREATED -> 201;
            case UPDATED, UNCHANGED -> 200;
            case DELETED, ABSENT -> 204;
        };
    }

    /** The version's address below the base. */
    static String location(Written written) {
        return written.key().reference() + "/_history/" + written.version();
    }

    /** In words. */
    static String said(Effect effect) {
        return switch (effect) {
            case CREATED -> "created";
            case UPDATED -> "updated";
            case UNCHANGED -> "unchanged: it was there with this content";
            case DELETED, ABSENT -> "not there any more";
        };
    }
}
