package org.radbridge.fhirmapper.api;

import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceOperationComponent;

/** The operations that the CapabilityStatement names. */
public final class StatedOperations {
    private static final String OF_ALL_TYPES = "validate";

    private StatedOperations() {}

    /** A type that has operations of its own, and which. */
    public static List<List<String>> rows() {
        CapabilityStatement statement =
                Capabilities.statement("http://localhost/fhir", "0", Instant.EPOCH);
        return statement.getRestFirstRep().getResource().stream()
                .map(resource ->
                        List.of(
                                resource.getType(),
                                String.join(
                                        ", ",
                                        resource.getOperation().stream()
                                                .map(
                                                        CapabilityStatementRestResourceOperationComponent
                                                                ::getName)
                                                .filter(name -> !name.equals(OF_ALL_TYPES))
                                                .map(name -> "`$" + name + "`")
                                                .toList())))
                .filter(row -> !row.getLast().isEmpty())
                .toList();
    }
}
