package org.radbridge.kit.outbox;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.radbridge.contracts.AccessPolicyPublished;
import org.radbridge.contracts.AccessRule;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.CodedConcept;
import org.radbridge.contracts.EscalationChanged;
import org.radbridge.contracts.Evidence;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.InferenceFailed;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.ModelFailure;
import org.radbridge.contracts.ModelRun;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.ResultPublished;
import org.radbridge.contracts.ResultState;
import org.radbridge.contracts.ReviewDecided;
import org.radbridge.contracts.RoutedModel;
import org.radbridge.contracts.SeriesSummary;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.contracts.Urgency;

/**
 * Tells native images which records Jackson reads and writes: event bodies and what stands inside
 * them. Without it a send fails after its request was answered.
 */
@RegisterForReflection(
        targets = {
            AccessPolicyPublished.class,
            AccessRule.class,
            AuditRecorded.class,
            AuditRecorded.Action.class,
            AuditRecorded.Outcome.class,
            CodedConcept.class,
            EscalationChanged.class,
            EscalationChanged.State.class,
            Evidence.class,
            Finding.class,
            InferenceCompleted.class,
            InferenceFailed.class,
            Lane.class,
            ModelFailure.class,
            ModelRun.class,
            PatientIdentifier.class,
            ResultPublished.class,
            ResultState.class,
            ReviewDecided.class,
            ReviewDecided.Act.class,
            ReviewDecided.Status.class,
            RoutedModel.class,
            SeriesSummary.class,
            StudyClosed.class,
            TimelineStep.class,
            Urgency.class
        })
final class EventBodies {
    private EventBodies() {}
}
