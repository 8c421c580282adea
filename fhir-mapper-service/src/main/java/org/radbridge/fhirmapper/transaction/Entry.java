package org.radbridge.fhirmapper.transaction;

import org.radbridge.fhirmapper.interaction.ReadRequest;
import org.radbridge.fhirmapper.interaction.Write;
import org.radbridge.kit.failure.RadbridgeException;

/** An entry of a Bundle that is sent to be done. */
public sealed interface Entry {

    /** Something to write. */
    record Writing(Write write) implements Entry {}

    /** Something to read. */
    record Reading(ReadRequest request) implements Entry {}

    /** What is no interaction, or carries no conforming resource. */
    record Wrong(RadbridgeException failure) implements Entry {}
}
