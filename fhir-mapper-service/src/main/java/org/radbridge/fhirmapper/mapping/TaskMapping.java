package org.radbridge.fhirmapper.mapping;

import java.time.Instant;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.radbridge.contracts.InferenceFailed;
import org.radbridge.contracts.ModelFailure;
import org.radbridge.contracts.ResultState;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.resource.LabelledResource;
import org.radbridge.fhirmapper.review.Attestation;
import org.radbridge.fhirmapper.review.Claim;
import org.radbridge.fhirmapper.review.Review;

/** What somebody has to do: a radiologist to read a result, an operator to look at a failure. */
public final class TaskMapping {
    private TaskMapping() {}

    static Task read(ResultSource source) {
        Task task = new Task();
        task.setId(ResourceIds.readTask(source.event().studyInstanceUid()));
        Review review = source.review();
        task.setStatus(readStatus(review));
        review.signature()
                .map(Attestation::by)
                .or(() -> Optional.ofNullable(review.claim()).map(Claim::by))
                .ifPresent(owner -> task.setOwner(StudyReferences.reader(owner)));
        task.setIntent(TaskIntent.ORDER);
        task.setPriority(priority(source.event().urgency()));
        code(task, "read-result", "Read the result");
        task.setFocus(source.references().diagnosticReport());
        task.setFor(source.references().patient());
        task.setAuthoredOnElement(source.issuedTime());
        modified(
                task,
                review.signature()
                        .map(Attestation::at)
                        .or(() -> Optional.ofNullable(review.claim()).map(Claim::at))
                        .orElse(source.issued()));
        task.setRequester(source.references().device(source.event().runs().getFirst()));
        task.addPerformerType()
                .setText("Radiologist")
                .addCoding(new Coding(CodeSystems.SNOMED_CT, "66862007", "Radiologist"));
        return task;
    }

    private static TaskStatus readStatus(Review review) {
        if (review.status().signed()) {
            return TaskStatus.COMPLETED;
        }
        return review.claim() == null ? TaskStatus.REQUESTED : TaskStatus.INPROGRESS;
    }

    /**
     * A study for which no model answered. It names the study and the failures; whose study it is
     * the event does not say.
     */
    public static LabelledResource failed(InferenceFailed event, Instant at) {
        Task task = new Task();
        task.setId(ResourceIds.failureTask(event.studyInstanceUid()));
        task.addIdentifier(StudyReferences.uid(event.studyInstanceUid()));
        task.setStatus(TaskStatus.REQUESTED);
        task.setIntent(TaskIntent.ORDER);
        task.setPriority(TaskPriority.URGENT);
        code(task, "analysis-failed", "Look into a failed analysis");
        task.setFocus(StudyReferences.part(event.studyInstanceUid(), "Study"));
        task.setAuthoredOnElement(ResultSource.dateTime(at));
        task.setLastModifiedElement(ResultSource.dateTime(at));
        task.addPerformerType().setText("Operator");
        for (ModelFailure failure : event.failures()) {
            task.addNote().setText(failure.model() + ": " + failure.failureId());
        }
        return new LabelledResource(
                task,
                ResultState.UNSIGNED,
                true,
                Urgency.URGENT,
                null,
                event.studyInstanceUid(),
                event.revision());
    }

    /**
     * Completes a task that is still open.
     *
     * @return whether it was open
     */
    public static boolean completed(Task task, Instant at) {
        if (task.getStatus() == TaskStatus.COMPLETED) {
            return false;
        }
        task.setStatus(TaskStatus.COMPLETED);
        modified(task, at);
        return true;
    }

    /** Not before it was made, whichever clock is behind (R4 Task, inv-1). */
    private static void modified(Task task, Instant at) {
        Instant authored = task.getAuthoredOn().toInstant();
        task.setLastModifiedElement(ResultSource.dateTime(at.isBefore(authored) ? authored : at));
    }

    private static void code(Task task, String code, String display) {
        task.getCode().setText(display).addCoding(new Coding(CodeSystems.TASK, code, display));
    }

    private static TaskPriority priority(Urgency urgency) {
        return switch (urgency) {
            case CRITICAL -> TaskPriority.STAT;
            case URGENT -> TaskPriority.URGENT;
            case ROUTINE -> TaskPriority.ROUTINE;
        };
    }
}
