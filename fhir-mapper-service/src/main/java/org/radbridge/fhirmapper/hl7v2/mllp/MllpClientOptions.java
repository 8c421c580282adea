package org.radbridge.fhirmapper.hl7v2.mllp;

import java.time.Duration;
import java.util.Optional;

/**
 * Where messages are sent.
 *
 * @param host its name or address
 * @param port its port
 * @param tls empty for a connection in clear
 * @param connectTimeout how long a connection may take to open
 * @param answerTimeout how long an acknowledgement may take
 * @param longestAnswer in bytes
 */
public record MllpClientOptions(
        String host,
        int port,
        Optional<MllpTls> tls,
        Duration connectTimeout,
        Duration answerTimeout,
        int longestAnswer) {}
