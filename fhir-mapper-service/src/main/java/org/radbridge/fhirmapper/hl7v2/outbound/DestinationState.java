package org.radbridge.fhirmapper.hl7v2.outbound;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How a destination does.
 *
 * @param name the site's name for it
 * @param paused whether an operator has paused it
 * @param connected whether there is a connection now
 * @param waiting how many messages wait
 * @param parked how many wait for an operator
 * @param oldestWaitingSeconds how long the oldest has waited
 */
@RegisterForReflection
public record DestinationState(
        String name,
        boolean paused,
        boolean connected,
        long waiting,
        long parked,
        long oldestWaitingSeconds) {}
