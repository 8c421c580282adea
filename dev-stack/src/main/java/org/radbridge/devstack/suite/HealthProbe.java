package org.radbridge.devstack.suite;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Asks a health URL; plain and without state, so that one probe serves all threads. */
final class HealthProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private HealthProbe() {}

    /** Whether the URL answers 200 within three seconds. */
    static boolean answers(URI health) {
        try {
            HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            connection.setInstanceFollowRedirects(false);
            try {
                return connection.getResponseCode() == 200;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
