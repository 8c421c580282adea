package org.radbridge.ehrpeer;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the peer is started.
 *
 * @param port HTTP port; 0 for any
 * @param jdbcUrl its database: H2 or PostgreSQL
 * @param user the database's user
 * @param password the user's password
 * @param connections how many connections the database is given at most
 * @param jwks public keys of the one SMART backend client; null when everybody may do everything
 * @param clientId that client's id
 * @param validating whether what is written is judged by R4 first, which HAPI's server leaves out
 *     unless told
 * @param parent process with which the peer ends; null to run on
 */
record EhrSettings(
        int port,
        String jdbcUrl,
        String user,
        String password,
        int connections,
        @Nullable Path jwks,
        String clientId,
        boolean validating,
        @Nullable Long parent) {

    /** Reads {@code --name=value} arguments. */
    static EhrSettings of(String... arguments) {
        Map<String, String> given = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 0) {
                throw new IllegalArgumentException("not --name=value: " + argument);
            }
            given.put(argument.substring(2, equals), argument.substring(equals + 1));
        }
        String jwks = given.remove("jwks");
        String parent = given.remove("parent-pid");
        EhrSettings settings =
                new EhrSettings(
                        Integer.parseInt(take(given, "port", "0")),
                        take(given, "jdbc-url", "jdbc:h2:mem:ehr;DB_CLOSE_DELAY=-1"),
                        take(given, "user", "sa"),
                        take(given, "password", ""),
                        Integer.parseInt(take(given, "connections", "20")),
                        jwks == null ? null : Path.of(jwks),
                        take(given, "client-id", "radbridge"),
                        Boolean.parseBoolean(take(given, "validating", "false")),
                        parent == null ? null : Long.valueOf(parent));
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("unknown: " + given.keySet());
        }
        return settings;
    }

    private static String take(Map<String, String> given, String name, String otherwise) {
        String value = given.remove(name);
        return value == null ? otherwise : value;
    }
}
