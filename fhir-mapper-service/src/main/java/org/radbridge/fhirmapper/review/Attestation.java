package org.radbridge.fhirmapper.review;

import java.time.Instant;

/**
 * A radiologist's signature under a report.
 *
 * @param by who signed
 * @param at when
 */
public record Attestation(Reader by, Instant at) {}
