package org.radbridge.fhirmapper.store;

import java.time.Instant;
import java.util.Optional;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.Urgency;

/**
 * A workitem as a caller may see it.
 *
 * @param uid (0008,0018)
 * @param reason why it was cancelled
 * @param performer who reads or has read
 * @param startedAt when they began
 * @param createdAt when the result came
 * @param changedAt when it last changed
 * @param owner whose study it is
 * @param header the study's own attributes, DICOM JSON
 */
public record Workitem(
        String uid,
        String studyInstanceUid,
        WorkitemState state,
        Urgency urgency,
        Optional<String> reason,
        Optional<String> performer,
        Optional<Instant> startedAt,
        Instant createdAt,
        Instant changedAt,
        Optional<PatientIdentifier> owner,
        String header) {}
