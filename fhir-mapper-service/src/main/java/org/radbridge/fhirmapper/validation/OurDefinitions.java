package org.radbridge.fhirmapper.validation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Radbridge's own FHIR definitions, and the few codes of others that R4's own lack. */
public final class OurDefinitions {
    /** Files of the class path's folder {@code fhir}; those of the published package. */
    public static final List<String> NAMES =
            List.of(
                    "CodeSystem-failure",
                    "CodeSystem-finding-part",
                    "CodeSystem-measurement-method",
                    "CodeSystem-model-label",
                    "CodeSystem-review-act",
                    "CodeSystem-task",
                    "CodeSystem-urgency",
                    "OperationDefinition-accept",
                    "OperationDefinition-accept-consult",
                    "OperationDefinition-attest",
                    "OperationDefinition-claim",
                    "OperationDefinition-confirm-case",
                    "OperationDefinition-decline-consult",
                    "OperationDefinition-dismiss-case",
                    "OperationDefinition-edit",
                    "OperationDefinition-lesion-trend",
                    "OperationDefinition-overdue-follow-ups",
                    "OperationDefinition-reject",
                    "OperationDefinition-release",
                    "OperationDefinition-withdraw",
                    "SearchParameter-communication-about",
                    "SearchParameter-communication-topic",
                    "SearchParameter-report-based-on",
                    "SearchParameter-report-imaging-study",
                    "SearchParameter-report-urgency",
                    "StructureDefinition-ai-finding",
                    "StructureDefinition-ai-report",
                    "StructureDefinition-edition",
                    "StructureDefinition-urgency",
                    "ValueSet-urgency");

    /** Codes of HL7 terminology that came after R4. */
    public static final List<String> OF_OTHERS = List.of("CodeSystem-v3-ObservationValue");

    private OurDefinitions() {}

    /** A definition's JSON. */
    public static String json(String name) {
        try (InputStream file =
                OurDefinitions.class.getResourceAsStream("/fhir/" + name + ".json")) {
            if (file == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
