package org.radbridge.contracts;

/**
 * A message's body is not what its type says. The message names the type and the kind of fault
 * only: a body may hold identifiers, which have no place in a log.
 */
public final class UnreadableEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableEventException(Class<? extends Event> body, Exception cause) {
        super("not a readable " + body.getSimpleName() + ": " + cause.getClass().getSimpleName());
    }
}
