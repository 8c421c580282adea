package org.radbridge.ingest.conformance;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.radbridge.ingest.receive.ReceiveConfig;

/** The statement's page: the template with its tables and its table of contents filled in. */
final class ConformanceStatement {
    private static final String TEMPLATE = "conformance-statement.md";
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");
    private static final Pattern HEADING = Pattern.compile("(?m)^(##+) (.+)$");
    private static final String CONTENTS = "contents";

    private ConformanceStatement() {}

    /**
     * The whole page.
     *
     * @throws IllegalStateException when the template names a table that there is not, or leaves
     *     one out
     */
    static String page() {
        ReceiveConfig config =
                new SmallRyeConfigBuilder()
                        .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                        .withMapping(ReceiveConfig.class)
                        .build()
                        .getConfigMapping(ReceiveConfig.class);
        Map<String, Supplier<MarkdownTable>> tables = new ConformanceTables(config).byName();
        String template = template();
        Set<String> unused = new HashSet<>(tables.keySet());
        String page =
                PLACE.matcher(template)
                        .replaceAll(place -> {
                            String name = place.group(1);
                            unused.remove(name);
                            return Matcher.quoteReplacement(
                                    name.equals(CONTENTS)
                                            ? contents(template)
                                            : table(tables, name).text());
                        });
        if (!unused.isEmpty()) {
            throw new IllegalStateException("the template leaves out " + unused);
        }
        return page;
    }

    private static MarkdownTable table(Map<String, Supplier<MarkdownTable>> tables, String name) {
        Supplier<MarkdownTable> table = tables.get(name);
        if (table == null) {
            throw new IllegalStateException("there is no table " + name);
        }
        return table.get();
    }

    private static String contents(String template) {
        StringBuilder lines = new StringBuilder();
        Matcher heading = HEADING.matcher(template);
        while (heading.find()) {
            String title = heading.group(2);
            lines.append("  ".repeat(heading.group(1).length() - 2))
                    .append("- [%s](#%s)\n".formatted(title, anchor(title)));
        }
        return lines.toString().stripTrailing();
    }

    private static String anchor(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }

    private static String template() {
        try (InputStream text =
                Objects.requireNonNull(ConformanceStatement.class.getResourceAsStream(TEMPLATE))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
