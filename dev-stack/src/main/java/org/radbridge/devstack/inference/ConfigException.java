package org.radbridge.devstack.inference;

/** A model that cannot be served; the message is the reason that the repository index shows. */
final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    ConfigException(String message) {
        super(message);
    }
}
