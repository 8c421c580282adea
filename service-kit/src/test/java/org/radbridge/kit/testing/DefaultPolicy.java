package org.radbridge.kit.testing;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.radbridge.contracts.AccessAction;
import org.radbridge.contracts.AccessPolicyPublished;
import org.radbridge.contracts.AccessRule;
import org.radbridge.contracts.ResultState;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The access policy that an installation begins with, read from the RBAC service's resources. */
public final class DefaultPolicy {
    private static final String FILE = "rbac-service/src/main/resources/access-policy.yaml";

    private DefaultPolicy() {}

    /** The policy, as version 1. */
    public static AccessPolicyPublished read() {
        Path file = Path.of(System.getProperty("radbridge.root", "..")).resolve(FILE);
        try (Reader reader = Files.newBufferedReader(file)) {
            Map<String, Object> document =
                    new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            List<AccessRule> rules = new ArrayList<>();
            for (Map<?, ?> role : maps(document.get("roles"))) {
                for (Map<?, ?> grant : maps(role.get("grants"))) {
                    for (Object resource : list(grant.get("resources"))) {
                        rules.add(rule(String.valueOf(role.get("role")), resource, grant));
                    }
                }
            }
            return new AccessPolicyPublished(1, Instant.now(), rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AccessRule rule(String role, Object resource, Map<?, ?> grant) {
        List<ResultState> states =
                list(grant.get("states")).stream()
                        .map(s -> ResultState.valueOf(s.toString().toUpperCase(Locale.ROOT)))
                        .toList();
        List<AccessAction> actions =
                list(grant.get("actions")).stream()
                        .map(a -> AccessAction.valueOf(a.toString().toUpperCase(Locale.ROOT)))
                        .toList();
        return new AccessRule(
                role,
                resource.toString(),
                states.isEmpty() ? List.of(ResultState.values()) : states,
                grant.get("elements") == null
                        ? List.of("*")
                        : list(grant.get("elements")).stream().map(Object::toString).toList(),
                Boolean.TRUE.equals(grant.get("primaryOnly")),
                Boolean.TRUE.equals(grant.get("ownPatientOnly")),
                actions.isEmpty() ? null : actions);
    }

    private static List<?> list(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static List<Map<?, ?>> maps(@org.jspecify.annotations.Nullable Object value) {
        List<Map<?, ?>> maps = new ArrayList<>();
        for (Object item : list(value)) {
            maps.add((Map<?, ?>) item);
        }
        return maps;
    }
}
