package org.radbridge.devstack.part;

/** A command line that cannot be understood; the message tells its writer what to change. */
public final class OptionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OptionException(String message) {
        super(message);
    }

    public OptionException(String message, Throwable cause) {
        super(message, cause);
    }
}
