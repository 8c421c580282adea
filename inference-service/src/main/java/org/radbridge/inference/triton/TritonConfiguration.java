package org.radbridge.inference.triton;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** The inference servers and how they are called. */
@ConfigMapping(prefix = "radbridge.triton")
public interface TritonConfiguration {
    /** The servers, each as host:port; they share the load. */
    @WithDefault("localhost:8001")
    List<String> endpoints();

    /** Whether the servers speak TLS, with certificates that the JVM trusts. */
    @WithDefault("false")
    boolean tls();

    /** How long a server may take to say whether it is ready or what a model looks like. */
    @WithDefault("2s")
    Duration checkDeadline();

    /** How long a server may take for one inference. */
    @WithDefault("60s")
    Duration inferDeadline();

    /** How many inferences one server is given at a time; others wait. */
    @WithDefault("4")
    int inFlight();

    /** After so many failures in a row a server is left alone until it says that it is ready. */
    @WithDefault("3")
    int failuresUntilOpen();

    /** How often a server that is up is asked whether it is ready. */
    @WithDefault("2s")
    Duration watchInterval();

    /** First pause before a server that is down is asked again; it doubles. */
    @WithDefault("250ms")
    Duration reconnectFirst();

    /** Longest pause before a server that is down is asked again. */
    @WithDefault("5s")
    Duration reconnectLongest();

    /** How often the models are compared with their cards while a server stays up. */
    @WithDefault("60s")
    Duration verifyInterval();

    /** The largest answer that is taken from a server. */
    @WithDefault("64M")
    MemorySize maxAnswer();
}
