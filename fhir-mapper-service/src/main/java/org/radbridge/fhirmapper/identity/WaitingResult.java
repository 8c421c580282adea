package org.radbridge.fhirmapper.identity;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * A result that waits for its patient.
 *
 * @param studyInstanceUid its study
 * @param revision the study's revision
 * @param patient the Patient id that is not known yet
 * @param since when the wait began
 */
@RegisterForReflection
public record WaitingResult(String studyInstanceUid, int revision, String patient, Instant since) {}
