package org.radbridge.fhirmapper.pacs;

/** How far an object has come at a destination. */
public enum DeliveryState {
    /** On its way; it may have arrived without our knowing. */
    SENDING,
    /** The destination said that it stored it. */
    STORED,
    /** The destination holds it, by the confirmation that its rules ask for. */
    CONFIRMED,
    /** Taken back by a rejection note. */
    REJECTED
}
