package org.radbridge.dicom.association;

/** The state an action leads to; two actions leave a choice. */
public sealed interface NextState {

    /** The usual case: one state. */
    record Always(State state) implements NextState {}

    /** AE-6: does the service provider accept the proposal? */
    record ByAcceptability(State acceptable, State notAcceptable) implements NextState {}

    /** AR-8: on which side of the colliding releases are we? */
    record ByRole(State requestor, State acceptor) implements NextState {}
}
