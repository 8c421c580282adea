package org.radbridge.fhirmapper.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import org.radbridge.fhirmapper.testing.FhirJudge;

/** Reads notifications as a subscriber does. */
final class Notifications {
    private Notifications() {}

    static Bundle parsed(String json) {
        return FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, json);
    }

    /** By R4; the backport's own profiles are not among the definitions that the judge has. */
    static void isValid(Bundle notification) {
        Bundle judged = notification.copy();
        judged.getMeta().getProfile().clear();
        state(judged).getMeta().getProfile().clear();
        assertThat(FhirJudge.instance().errors(judged)).isEmpty();
    }

    /** A value of the Parameters that tell how the subscription stands. */
    static String value(Bundle notification, String name) {
        return text(state(notification).getParameter(name).getValue());
    }

    /** A part of the first event; empty when there is none. */
    static String part(Bundle notification, String name) {
        return state(notification).getParameter().stream()
                .filter(p -> p.getName().equals("notification-event"))
                .flatMap(p -> p.getPart().stream())
                .filter(p -> p.getName().equals(name))
                .findFirst()
                .map(ParametersParameterComponent::getValue)
                .map(Notifications::text)
                .orElse("");
    }

    private static Parameters state(Bundle notification) {
        return (Parameters) notification.getEntryFirstRep().getResource();
    }

    private static String text(Type value) {
        return value instanceof Reference reference
                ? reference.getReference()
                : value.primitiveValue();
    }
}
