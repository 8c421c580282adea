package org.radbridge.ingest.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

/** Free ports. */
public final class Ports {
    private Ports() {}

    /** One that nobody listens on now. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for each call with this name, also across the class loaders of profile and test. */
    public static int fixed(String name) {
        String key = Ports.class.getName() + "." + name;
        return Integer.parseInt(
                (String)
                        System.getProperties().computeIfAbsent(key, _ -> Integer.toString(free())));
    }
}
