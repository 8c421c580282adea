package org.radbridge.fhirmapper.hl7v2.mllp;

import java.time.Duration;
import java.util.Optional;

/**
 * A port for messages.
 *
 * @param host the address to listen on
 * @param port 0 for a free one
 * @param tls empty for a port in clear
 * @param longestMessage in bytes
 * @param mostConnections how many may be open at a time
 * @param idleTimeout how long a connection may be silent
 * @param frameTimeout how long a message may take from its first byte to its last
 */
public record MllpServerOptions(
        String host,
        int port,
        Optional<MllpTls> tls,
        int longestMessage,
        int mostConnections,
        Duration idleTimeout,
        Duration frameTimeout) {}
