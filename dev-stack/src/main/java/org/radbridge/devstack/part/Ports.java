package org.radbridge.devstack.part;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Chooses TCP ports that nobody listens on. Free choices come from below the range that the kernel
 * gives to outgoing connections, so that none of those can take the port before its server starts.
 */
public final class Ports {

    private static final int LOWEST = 20_000;
    private static final int BEYOND = 32_000;
    private static final int ATTEMPTS = 500;

    private final Set<Integer> taken = new HashSet<>();

    /** The preferred port if it is free, else any free one; no port is given out twice. */
    public int choose(int preferred) {
        if (!taken.contains(preferred) && isFree(preferred)) {
            taken.add(preferred);
            return preferred;
        }
        return any();
    }

    /** Any free port. */
    public int any() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
            if (!taken.contains(port) && isFree(port)) {
                taken.add(port);
                return port;
            }
        }
        throw new IllegalStateException(
                "No free TCP port between " + LOWEST + " and " + BEYOND + " was found.");
    }

    /** Whether a server could listen on this port on every interface. */
    public static boolean isFree(int port) {
        try (ServerSocket everywhere = new ServerSocket(port)) {
            return everywhere.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
