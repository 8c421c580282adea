package org.radbridge.fhirmapper.interaction;

/** Which resource is written. */
public sealed interface Target {

    /** The one of an id. */
    record Id(String id) implements Target {}

    /** The one that a condition finds. */
    record Matching(Condition condition) implements Target {}
}
