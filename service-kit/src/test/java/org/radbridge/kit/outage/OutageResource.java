package org.radbridge.kit.outage;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.radbridge.kit.testing.BackingPartsResource;

/** The backing parts, with the database behind a proxy and an issuer that is not there yet. */
public final class OutageResource implements QuarkusTestResourceLifecycleManager {
    private final BackingPartsResource parts = new BackingPartsResource();
    private @Nullable InterruptibleProxy proxy;

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>(parts.start());
        String port = config.getOrDefault("radbridge.database.port", "");
        InterruptibleProxy started = new InterruptibleProxy(Integer.parseInt(port));
        proxy = started;
        config.put("radbridge.database.port", Integer.toString(started.port()));
        config.put("test.proxy.control", started.controlAddress());
        config.put("radbridge.oidc.issuer", "http://localhost:" + freePort());
        return config;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        InterruptibleProxy started = proxy;
        if (started != null) {
            started.close();
        }
    }
}
