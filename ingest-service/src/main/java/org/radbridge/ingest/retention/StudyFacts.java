package org.radbridge.ingest.retention;

import java.time.Instant;
import java.util.Set;

/**
 * What rules ask of a study that is not open.
 *
 * @param studyInstanceUid (0020,000D)
 * @param receivedAt when its latest revision began
 * @param modalities of its series
 * @param sources the AE titles that sent it; empty for STOW-RS alone
 * @param state how far it has come: UNROUTED, INCOMPLETE, ROUTED, ANALYSED, FAILED; PRIOR when it
 *     is kept for comparison only
 */
record StudyFacts(
        String studyInstanceUid,
        Instant receivedAt,
        Set<String> modalities,
        Set<String> sources,
        String state) {}
