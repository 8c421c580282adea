package org.radbridge.fhirmapper.review;

/**
 * The radiologist who decided.
 *
 * @param subject the token's {@code sub}
 * @param name the user's name
 */
public record Reader(String subject, String name) {}
