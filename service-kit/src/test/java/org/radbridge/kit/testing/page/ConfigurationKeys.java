package org.radbridge.kit.testing.page;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of a configuration interface, with their defaults and the javadoc of their methods. What
 * a site names itself stands as NAME.
 */
public final class ConfigurationKeys {
    private static final Path SOURCES = Path.of("src/main/java");

    private ConfigurationKeys() {}

    /** Key, default and meaning. */
    public static List<List<String>> of(Class<?> mapping) {
        return rows(mapping.getAnnotation(ConfigMapping.class).prefix(), mapping);
    }

    private static List<List<String>> rows(String prefix, Class<?> group) {
        List<List<String>> rows = new ArrayList<>();
        Method[] methods = group.getMethods();
        Arrays.sort(methods, Comparator.comparing(Method::getName));
        for (Method method : methods) {
            if (method.isDefault()) {
                continue;
            }
            String key = prefix + "." + name(method);
            Type type = method.getGenericReturnType();
            if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
                key += ".NAME";
                type = map.getActualTypeArguments()[1];
            }
            Optional<Class<?>> inner = group(type);
            if (inner.isPresent()) {
                rows.addAll(rows(key, inner.get()));
            } else {
                WithDefault value = method.getAnnotation(WithDefault.class);
                rows.add(
                        List.of(
                                "`" + key + "`",
                                value == null ? "" : "`" + value.value() + "`",
                                meaning(method)));
            }
        }
        return rows;
    }

    private static Optional<Class<?>> group(Type type) {
        Type inner =
                type instanceof ParameterizedType optional
                        ? optional.getActualTypeArguments()[0]
                        : type;
        return inner instanceof Class<?> found
                        && found.isInterface()
                        && found.getName().startsWith("org.radbridge")
                ? Optional.of(found)
                : Optional.empty();
    }

    private static String name(Method method) {
        WithName given = method.getAnnotation(WithName.class);
        return given == null
                ? method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)
                : given.value();
    }

    /** The last javadoc before the method, in the interface that declares it. */
    private static String meaning(Method method) {
        Class<?> group = method.getDeclaringClass();
        String source = source(group);
        int body = source.indexOf("interface " + group.getSimpleName() + " ");
        int end = source.indexOf(" " + method.getName() + "();", body);
        int begin = source.lastIndexOf("/**", end);
        String comment = source.substring(begin + 3, source.indexOf("*/", begin));
        return comment.replaceAll("\\s*\\n\\s*\\*?\\s*", " ")
                .replaceAll("\\{@code\\s+([^}]*)}", "`$1`")
                .strip();
    }

    private static String source(Class<?> group) {
        String file = group.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java";
        try {
            return Files.readString(SOURCES.resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
