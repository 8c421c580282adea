package org.radbridge.dicom.association;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The state of one association's upper layer. Says what to do and moves on; doing it is the
 * caller's. Confined to one thread.
 */
public final class ProtocolMachine {

    private final Role role;
    private State state = State.STA1;

    public ProtocolMachine(Role role) {
        this.role = role;
    }

    public State state() {
        return state;
    }

    public Role role() {
        return role;
    }

    /**
     * Takes an event for which the standard leaves no choice beyond our role.
     *
     * @return the action to do; empty when the event cannot happen in this state and is dropped
     */
    public Optional<Action> on(Event event) {
        return on(event, () -> true);
    }

    /**
     * Takes an event.
     *
     * @param acceptable asked only by AE-6: whether the service provider accepts the proposal
     * @return the action to do; empty when the event cannot happen in this state and is dropped
     */
    public Optional<Action> on(Event event, BooleanSupplier acceptable) {
        Optional<Transition> transition = TransitionTable.find(state, event);
        transition.ifPresent(found -> state = resolve(found.next(), acceptable));
        return transition.map(Transition::action);
    }

    private State resolve(NextState next, BooleanSupplier acceptable) {
        return switch (next) {
            case NextState.Always(State only) -> only;
            case NextState.ByAcceptability(State yes, State no) ->
                    acceptable.getAsBoolean() ? yes : no;
            case NextState.ByRole(State requestor, State acceptor) ->
                    role == Role.REQUESTOR ? requestor : acceptor;
        };
    }
}
