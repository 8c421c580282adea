package org.radbridge.fhirmapper.review;

import java.time.Instant;

/**
 * A radiologist reads this study, so that no other begins.
 *
 * @param by who
 * @param at since when
 */
public record Claim(Reader by, Instant at) {}
