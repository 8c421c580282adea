package org.radbridge.ingest.conformance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
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
import java.util.Optional;

/** The keys of a configuration interface, with their defaults and the javadoc of their methods. */
final class ConfigurationKeys {
    private static final Path SOURCES = Path.of("src/main/java");

    private ConfigurationKeys() {}

    /** Key, default and meaning. */
    static List<List<String>> of(Class<?> mapping) {
        String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
        return rows(prefix, mapping, source(mapping));
    }

    private static List<List<String>> rows(String prefix, Class<?> mapping, String source) {
        List<List<String>> rows = new ArrayList<>();
        Method[] methods = mapping.getDeclaredMethods();
        Arrays.sort(methods, Comparator.comparing(Method::getName));
        for (Method method : methods) {
            String key = prefix + "." + kebab(method.getName());
            Optional<Class<?>> group = group(method.getGenericReturnType());
            if (group.isPresent()) {
                rows.addAll(rows(key, group.get(), source));
            } else {
                WithDefault value = method.getAnnotation(WithDefault.class);
                rows.add(
                        List.of(
                                "`" + key + "`",
                                value == null ? "" : "`" + value.value() + "`",
                                meaning(source, method.getName())));
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

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** The last javadoc before the method. */
    private static String meaning(String source, String method) {
        int end = source.indexOf(" " + method + "();");
        int begin = source.lastIndexOf("/**", end);
        String comment = source.substring(begin + 3, source.indexOf("*/", begin));
        return comment.replaceAll("\\s*\\n\\s*\\*?\\s*", " ")
                .replaceAll("\\{@code\\s+([^}]*)}", "`$1`")
                .strip();
    }

    private static String source(Class<?> mapping) {
        try {
            return Files.readString(SOURCES.resolve(mapping.getName().replace('.', '/') + ".java"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
