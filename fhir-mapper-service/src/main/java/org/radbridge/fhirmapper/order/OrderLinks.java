package org.radbridge.fhirmapper.order;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.resource.LabelledResource;

/**
 * A result's references to the orders that it comes of: literal where an order with the accession
 * number is known, by the number alone where none is.
 */
public final class OrderLinks {
    private OrderLinks() {}

    /** Makes a result's resources refer to these orders; none without an accession number. */
    public static void link(
            List<LabelledResource> result, @Nullable String accession, List<String> orders) {
        if (accession != null) {
            result.forEach(of -> link(of.resource(), accession, orders));
        }
    }

    /**
     * Makes a resource refer to these orders.
     *
     * @param accession the accession number that the study and the orders share
     * @param orders ids of ServiceRequests
     */
    static void link(Resource resource, String accession, List<String> orders) {
        switch (resource) {
            case DiagnosticReport report ->
                    report.setBasedOn(linked(report.getBasedOn(), accession, orders));
            case ImagingStudy study ->
                    study.setBasedOn(linked(study.getBasedOn(), accession, orders));
            default -> {}
        }
    }

    private static List<Reference> linked(
            List<Reference> basedOn, String accession, List<String> orders) {
        List<Reference> linked = new ArrayList<>();
        boolean done = false;
        for (Reference reference : basedOn) {
            if (!accession.equals(reference.getIdentifier().getValue())) {
                linked.add(reference);
            } else if (!done) {
                done = true;
                linked.addAll(references(reference, orders));
            }
        }
        return linked;
    }

    private static List<Reference> references(Reference byNumber, List<String> orders) {
        Reference bare = byNumber.copy().setReference(null);
        return orders.isEmpty()
                ? List.of(bare)
                : orders.stream()
                        .map(order -> bare.copy().setReference("ServiceRequest/" + order))
                        .toList();
    }
}
