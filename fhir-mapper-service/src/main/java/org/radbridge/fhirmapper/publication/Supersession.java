package org.radbridge.fhirmapper.publication;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.mapping.TaskMapping;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.resource.LabelledResource;
import org.radbridge.fhirmapper.store.StudyResources.Present;

/**
 * What a new result makes of what an earlier one left: findings that it no longer contains become
 * entered-in-error, the task to look into a failed analysis is completed.
 */
final class Supersession {
    private final FhirJson fhirJson;
    private final InferenceCompleted event;
    private final Instant issued;

    Supersession(FhirJson fhirJson, InferenceCompleted event, Instant issued) {
        this.fhirJson = fhirJson;
        this.event = event;
        this.issued = issued;
    }

    /** The resources to be written beside the new result's. */
    List<LabelledResource> changes(List<LabelledResource> result, List<Present> present) {
        Set<String> kept =
                result.stream()
                        .map(labelled -> labelled.resource().getIdElement().getIdPart())
                        .collect(Collectors.toSet());
        return present.stream()
                .filter(resource -> !kept.contains(resource.id()))
                .filter(resource -> resource.ordinal() <= event.revision())
                .flatMap(resource -> change(resource).stream())
                .toList();
    }

    private Optional<LabelledResource> change(Present present) {
        Optional<Resource> changed =
                switch (present.type()) {
                    case "Observation" -> withdrawn(present);
                    case "Task" -> completed(present);
                    default -> Optional.empty();
                };
        return changed.map(resource ->
                new LabelledResource(
                        resource,
                        present.state(),
                        false,
                        Urgency.ROUTINE,
                        event.patient().key(),
                        event.studyInstanceUid(),
                        event.revision()));
    }

    private Optional<Resource> withdrawn(Present present) {
        Observation observation = fhirJson.readUnversioned(Observation.class, present.json());
        if (observation.getStatus() == ObservationStatus.ENTEREDINERROR) {
            return Optional.empty();
        }
        observation.setStatus(ObservationStatus.ENTEREDINERROR);
        return Optional.of(observation);
    }

    private Optional<Resource> completed(Present present) {
        if (!present.id().equals(ResourceIds.failureTask(event.studyInstanceUid()))) {
            return Optional.empty();
        }
        Task task = fhirJson.readUnversioned(Task.class, present.json());
        return TaskMapping.completed(task, issued) ? Optional.of(task) : Optional.empty();
    }
}
