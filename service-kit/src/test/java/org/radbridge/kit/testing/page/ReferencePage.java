package org.radbridge.kit.testing.page;

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

/** A page: a template with its tables and its table of contents filled in. */
public final class ReferencePage {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z0-9-]+)}}");
    private static final Pattern HEADING = Pattern.compile("(?m)^(##+) (.+)$");
    private static final String CONTENTS = "contents";

    private ReferencePage() {}

    /**
     * The whole page.
     *
     * @param of the class beside which the template stands
     * @param tables by the name that the template calls them by, as in {@code {{name}}}
     * @throws IllegalStateException when the template names a table that there is not, or leaves
     *     one out
     */
    public static String of(
            Class<?> of, String template, Map<String, Supplier<MarkdownTable>> tables) {
        String text = text(of, template);
        Set<String> unused = new HashSet<>(tables.keySet());
        String page =
                PLACE.matcher(text)
                        .replaceAll(place -> {
                            String name = place.group(1);
                            unused.remove(name);
                            return Matcher.quoteReplacement(
                                    name.equals(CONTENTS)
                                            ? contents(text)
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

    private static String text(Class<?> of, String template) {
        try (InputStream text = Objects.requireNonNull(of.getResourceAsStream(template))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
