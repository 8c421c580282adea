package org.radbridge.kit.work;

import java.util.List;

/**
 * Handlers of which a site's configuration says how many there are, one for each of its
 * destinations for example, so that one that does not answer holds up no other; a CDI bean.
 */
@FunctionalInterface
public interface WorkHandlers {
    /** The handlers, each of a kind of its own; asked once, at start. */
    List<WorkHandler> handlers();
}
