package org.radbridge.kit.access;

import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** The policy grants the caller nothing of a kind of resource. */
public final class AccessDenied extends RadbridgeException {
    private static final long serialVersionUID = 1L;

    private final String resource;

    public AccessDenied(String resource) {
        super(KitFailure.FORBIDDEN, "no role of the caller may use " + resource);
        this.resource = resource;
    }

    /** The policy's name of what was asked for. */
    public String resource() {
        return resource;
    }
}
