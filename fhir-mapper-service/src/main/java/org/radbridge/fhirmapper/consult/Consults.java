package org.radbridge.fhirmapper.consult;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.ResultState;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.mapping.CodeSystems;
import org.radbridge.fhirmapper.mapping.ProposalMapping;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.resource.LabelledResource;
import org.radbridge.fhirmapper.result.ResultChange;
import org.radbridge.fhirmapper.result.ResultListener;
import org.radbridge.fhirmapper.result.StudyResults;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.review.Reader;
import org.radbridge.fhirmapper.rules.RuleSet;
import org.radbridge.fhirmapper.store.ResourceRows;
import org.radbridge.fhirmapper.store.ResourceStore;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Keeps the proposals of each study in step with its result, in the transaction that changes it: a
 * draft whose finding is gone is entered in error, and what a person signed is never touched, but
 * told to somebody.
 */
@ApplicationScoped
public class Consults implements ResultListener {
    private static final String COLUMNS =
            """
            SELECT id, patient, study_instance_uid, urgency_rank, signed, ordinal,
                CAST(body AS text) AS json
            FROM fhir_resource WHERE type = 'ServiceRequest'
            """;
    private static final String OF_STUDY =
            COLUMNS + " AND study_instance_uid = CAST(?1 AS text) ORDER BY id FOR UPDATE";
    private static final String ONE = COLUMNS + " AND id = CAST(?1 AS text) FOR UPDATE";

    private final RuleSet<ConsultRule> rules;
    private final StudyResults results;
    private final ResourceStore store;
    private final ComputePool compute;
    private final FhirJson fhirJson;

    Consults(
            ConsultRulesInForce rules,
            StudyResults results,
            ResourceStore store,
            ComputePool compute,
            FhirJson fhirJson) {
        this.rules = rules.rules();
        this.results = results;
        this.store = store;
        this.compute = compute;
        this.fhirJson = fhirJson;
    }

    /** A ServiceRequest that is there, with its labels. */
    private record Present(
            ServiceRequest request,
            @Nullable String patient,
            @Nullable String study,
            Urgency urgency,
            boolean signed,
            int ordinal) {

        boolean isProposal() {
            return request.getIdentifier().stream()
                    .anyMatch(id -> ConsultProposal.IDENTIFIER.equals(id.getSystem()));
        }

        LabelledResource labelled(Resource resource) {
            return new LabelledResource(
                    resource,
                    signed ? ResultState.SIGNED : ResultState.UNSIGNED,
                    true,
                    urgency,
                    patient,
                    study,
                    ordinal);
        }
    }

    @Override
    public Uni<Void> changed(Mutiny.Session session, ResultChange change) {
        if (rules.rules().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        // FHIR's authoredOn is kept to the second.
        Instant now = now().truncatedTo(ChronoUnit.SECONDS);
        return results.find(session, change.studyInstanceUid())
                .chain(found ->
                        found.map(result ->
                                        present(session, OF_STUDY, change.studyInstanceUid())
                                                .chain(there ->
                                                        compute.run(() -> plan(result, there, now)))
                                                .chain(all -> write(session, all, now)))
                                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private List<LabelledResource> plan(StudyResult result, List<Present> all, Instant now) {
        Map<String, Present> there =
                all.stream()
                        .filter(Present::isProposal)
                        .collect(
                                Collectors.toMap(
                                        p -> p.request().getIdElement().getIdPart(),
                                        Function.identity()));
        List<LabelledResource> changes = new ArrayList<>();
        Set<String> proposed = new HashSet<>();
        for (ConsultProposal proposal : ConsultProposal.of(result, rules)) {
            proposed.add(proposal.id());
            Present present = there.get(proposal.id());
            boolean open =
                    present == null
                            || present.request().getStatus() == ServiceRequestStatus.DRAFT
                            || present.request().getStatus() == ServiceRequestStatus.ENTEREDINERROR;
            if (open) {
                Instant authored =
                        present == null ? now : present.request().getAuthoredOn().toInstant();
                changes.add(label(result, proposal.draft(authored)));
                changes.add(label(result, proposal.provenance(rules, authored)));
            }
        }
        there.forEach((id, present) -> {
            if (!proposed.contains(id)) {
                changes.addAll(unfounded(present, now));
            }
        });
        return changes;
    }

    /** What is left of a proposal whose finding does not hold any longer. */
    private static List<LabelledResource> unfounded(Present present, Instant now) {
        ServiceRequest request = present.request();
        if (request.getStatus() == ServiceRequestStatus.DRAFT) {
            request.setStatus(ServiceRequestStatus.ENTEREDINERROR);
            request.addNote().setText("What it stands on does not hold any longer.");
            return List.of(present.labelled(request));
        }
        if (request.getStatus() == ServiceRequestStatus.ACTIVE) {
            return List.of(present.labelled(task(request, now)));
        }
        return List.of();
    }

    private static Task task(ServiceRequest request, Instant now) {
        String id = request.getIdElement().getIdPart();
        return ProposalMapping.review(
                ResourceIds.consultTask(id),
                new Coding(CodeSystems.TASK, "review-consult", "Review a consult request"),
                new Reference("ServiceRequest/" + id),
                request.getSubject(),
                request.getRequester(),
                now);
    }

    private static LabelledResource label(StudyResult result, Resource resource) {
        return new LabelledResource(
                resource,
                result.review().status().signed() ? ResultState.SIGNED : ResultState.UNSIGNED,
                true,
                result.event().urgency(),
                result.event().patient().key(),
                result.event().studyInstanceUid(),
                result.event().revision());
    }

    /** Holds a ServiceRequest as it is until the session's transaction ends. */
    public Uni<Void> lock(Mutiny.Session session, String id) {
        return session.createNativeQuery(ONE, Object[].class)
                .setParameter(1, id)
                .getResultList()
                .replaceWithVoid();
    }

    /**
     * Signs or declines a proposal, in the session's transaction.
     *
     * @return when
     */
    public Uni<Instant> decide(
            Mutiny.Session session,
            String id,
            Reader reader,
            boolean signed,
            @Nullable String comment) {
        Instant now = now();
        return present(session, ONE, id)
                .map(found ->
                        found.stream()
                                .findFirst()
                                .orElseThrow(() ->
                                        new RadbridgeException(
                                                KitFailure.NOT_FOUND, "no ServiceRequest of it")))
                .map(present -> decided(present, reader, signed, comment, now))
                .chain(all -> write(session, all, now))
                .replaceWith(now);
    }

    private static List<LabelledResource> decided(
            Present present, Reader reader, boolean signed, @Nullable String comment, Instant now) {
        ServiceRequest request = present.request();
        if (!present.isProposal()) {
            throw new RadbridgeException(ConsultFailure.NO_PROPOSAL, "it came from elsewhere");
        }
        if (request.getStatus() != ServiceRequestStatus.DRAFT) {
            throw new RadbridgeException(
                    ConsultFailure.DECIDED, "it is " + request.getStatus().toCode());
        }
        Reference who = ProposalMapping.person(reader);
        request.setStatus(signed ? ServiceRequestStatus.ACTIVE : ServiceRequestStatus.REVOKED);
        if (signed) {
            request.setIntent(ServiceRequestIntent.ORDER);
            request.setRequester(who);
        }
        String id = request.getIdElement().getIdPart();
        Provenance provenance =
                ProposalMapping.decision(
                        ResourceIds.consultDecision(id),
                        List.of(new Reference("ServiceRequest/" + id)),
                        who,
                        signed,
                        signed ? "Signed the consult" : "Declined the consult",
                        comment,
                        now);
        return List.of(present.labelled(request), present.labelled(provenance));
    }

    private Uni<List<Present>> present(Mutiny.Session session, String statement, String of) {
        return session.createNativeQuery(statement, Object[].class)
                .setParameter(1, of)
                .getResultList()
                .chain(rows -> compute.run(() -> rows.stream().map(this::present).toList()));
    }

    private Present present(Object[] row) {
        ServiceRequest request = fhirJson.readUnversioned(ServiceRequest.class, (String) row[6]);
        request.setId((String) row[0]);
        return new Present(
                request,
                (String) row[1],
                (String) row[2],
                Urgency.values()[((Number) row[3]).intValue()],
                (Boolean) row[4],
                ((Number) row[5]).intValue());
    }

    private Uni<Void> write(Mutiny.Session session, List<LabelledResource> resources, Instant now) {
        return resources.isEmpty()
                ? Uni.createFrom().voidItem()
                : compute.run(() -> ResourceRows.of(fhirJson, resources))
                        .chain(rows -> store.write(session, rows, now))
                        .replaceWithVoid();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
