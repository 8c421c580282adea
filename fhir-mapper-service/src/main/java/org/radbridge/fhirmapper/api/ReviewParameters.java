package org.radbridge.fhirmapper.api;

import ca.uhn.fhir.parser.DataFormatException;
import jakarta.enterprise.context.ApplicationScoped;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** The Parameters resource of a radiologist's act; none at all where nothing is to be said. */
@ApplicationScoped
class ReviewParameters {
    private static final int LONGEST_COMMENT = 4000;

    private final FhirJson fhirJson;

    ReviewParameters(FhirJson fhirJson) {
        this.fhirJson = fhirJson;
    }

    /**
     * What was given.
     *
     * @param present whether the finding is present; null when not said
     * @param comment why; null when not said
     */
    record Given(@Nullable Boolean present, @Nullable String comment) {
        boolean requiredPresent() {
            if (present == null) {
                throw invalid("the parameter present is missing");
            }
            return present;
        }
    }

    Given read(@Nullable String body) {
        if (body == null || body.isBlank()) {
            return new Given(null, null);
        }
        Parameters parameters;
        try {
            parameters = fhirJson.read(Parameters.class, body);
        } catch (DataFormatException _) {
            throw invalid("the body is no Parameters resource");
        }
        String comment =
                parameters.getParameter("comment") == null
                        ? null
                        : parameters.getParameterValue("comment") instanceof PrimitiveType<?> text
                                ? text.getValueAsString()
                                : null;
        if (comment != null && comment.length() > LONGEST_COMMENT) {
            throw invalid("the comment is longer than " + LONGEST_COMMENT + " characters");
        }
        return new Given(
                present(parameters), comment == null || comment.isBlank() ? null : comment);
    }

    private static @Nullable Boolean present(Parameters parameters) {
        if (parameters.getParameter("present") == null) {
            return null;
        }
        if (parameters.getParameterValue("present") instanceof BooleanType value) {
            return value.booleanValue();
        }
        throw invalid("the parameter present is no boolean");
    }

    private static RadbridgeException invalid(String detail) {
        return new RadbridgeException(KitFailure.INVALID_REQUEST, detail);
    }
}
