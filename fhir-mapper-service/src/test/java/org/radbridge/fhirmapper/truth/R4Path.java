package org.radbridge.fhirmapper.truth;

import ca.uhn.fhir.model.api.annotation.SearchParamDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * One alternative of a search parameter's expression, as R4 defines it.
 *
 * @param elements the elements from the resource to the value
 * @param as of a choice, the only type that counts
 * @param part of that type, the only element that counts
 * @param condition {@code system=phone} or {@code is=Patient}
 */
record R4Path(
        List<String> elements,
        Optional<String> as,
        Optional<String> part,
        Optional<String> condition) {
    private static final Map<String, List<R4Path>> READ = new ConcurrentHashMap<>();
    private static final Pattern PART = Pattern.compile("\\((.* as \\w+)\\)\\.(\\w+)");

    private static final Pattern RESOLVES = Pattern.compile("resolve\\(\\) is (\\w+)");
    private static final Pattern SYSTEM = Pattern.compile("system='(\\w+)'");

    /** Expressions of parameters that R4 does not define. */
    private static final Map<String, String> OURS =
            Map.of(
                    "DiagnosticReport.basedOn", "DiagnosticReport.basedOn",
                    "DiagnosticReport.imagingStudy", "DiagnosticReport.imagingStudy",
                    "DiagnosticReport.urgency", "DiagnosticReport.extension.value",
                    "Communication.about", "Communication.about",
                    "Communication.topic", "Communication.topic.text");

    private static final Map<String, String> COMMON =
            Map.of(
                    "_tag", "meta.tag",
                    "_security", "meta.security",
                    "_profile", "meta.profile",
                    "_source", "meta.source");

    /** The expression of a parameter. */
    static List<R4Path> of(Class<? extends Resource> type, String parameter) {
        return READ.computeIfAbsent(
                type.getSimpleName() + "." + parameter, _ -> read(type, parameter));
    }

    private static List<R4Path> read(Class<? extends Resource> type, String parameter) {
        String common = COMMON.get(parameter);
        String ours = OURS.get(type.getSimpleName() + "." + parameter);
        String expression =
                common != null
                        ? type.getSimpleName() + "." + common
                        : ours != null ? ours : defined(type, parameter);
        return Arrays.stream(expression.split(" \\| ")).map(R4Path::parse).toList();
    }

    private static String defined(Class<? extends Resource> type, String parameter) {
        return Arrays.stream(type.getDeclaredFields())
                .map(field -> field.getAnnotation(SearchParamDefinition.class))
                .filter(d -> d != null && d.name().equals(parameter))
                .map(SearchParamDefinition::path)
                .findFirst()
                .orElseThrow();
    }

    private static R4Path parse(String text) {
        String path = text.strip();
        String part = null;
        Matcher parts = PART.matcher(path);
        if (parts.matches()) {
            path = parts.group(1);
            part = parts.group(2);
        }
        path = path.replaceAll("^\\(|\\)$", "").replace(".as(", " as ");
        String as = null;
        int at = path.indexOf(" as ");
        if (at >= 0) {
            as = path.substring(at + 4).replaceAll("\\W.*", "");
            path = path.substring(0, at);
        }
        String condition = null;
        at = path.indexOf(".where(");
        if (at >= 0) {
            condition = condition(path.substring(at));
            path = path.substring(0, at);
        }
        if (path.contains(".exists()")) {
            path = path.substring(0, path.indexOf(".exists()"));
            condition = "exists";
        }
        List<String> elements = List.of(path.split("\\."));
        return new R4Path(
                elements.subList(1, elements.size()),
                Optional.ofNullable(as),
                Optional.ofNullable(part),
                Optional.ofNullable(condition));
    }

    private static String condition(String where) {
        Matcher resolves = RESOLVES.matcher(where);
        if (resolves.find()) {
            return "is=" + resolves.group(1);
        }
        Matcher system = SYSTEM.matcher(where);
        if (system.find()) {
            return "system=" + system.group(1);
        }
        throw new IllegalArgumentException(where);
    }

    /** The values in a resource, or in a part of it. */
    List<Base> values(Base resource) {
        List<Base> values = List.of(resource);
        for (String element : elements) {
            List<Base> next = new ArrayList<>();
            for (Base value : values) {
                for (Base child : children(value, element)) {
                    if (child != null && !child.isEmpty()) {
                        next.add(child);
                    }
                }
            }
            values = next;
        }
        if (condition.equals(Optional.of("exists"))) {
            // Patient.deceased: dead unless it says no, living when it says nothing.
            boolean dead =
                    !values.isEmpty()
                            && !(values.getFirst() instanceof BooleanType b && !b.booleanValue());
            return List.of(new BooleanType(dead));
        }
        return values.stream()
                .filter(this::counts)
                .flatMap(value ->
                        part.map(element -> Arrays.stream(children(value, element)))
                                .orElse(Stream.of(value)))
                .filter(value -> value != null && !value.isEmpty())
                .toList();
    }

    private static Base[] children(Base value, String element) {
        return value.getProperty(element.hashCode(), element, false);
    }

    private boolean counts(Base value) {
        return as.map(type -> isA(value, type)).orElse(true)
                && condition.map(c -> meets(value, c)).orElse(true);
    }

    private static boolean isA(Base value, String type) {
        return Stream.<@Nullable Class<?>>iterate(
                        value.getClass(), c -> c != null, Class::getSuperclass)
                .anyMatch(c ->
                        c != null
                                && c.getSimpleName()
                                        .replaceAll("Type$", "")
                                        .equalsIgnoreCase(type));
    }

    private static boolean meets(Base value, String condition) {
        if (value instanceof ContactPoint point) {
            return point.hasSystem() && condition.equals("system=" + point.getSystem().toCode());
        }
        Reference reference = (Reference) value;
        String type = condition.substring("is=".length());
        if (!reference.hasReference() || !reference.getReference().contains("/")) {
            return reference.hasType()
                    ? reference.getType().equals(type)
                    : reference.hasIdentifier();
        }
        return reference.getReference().startsWith(type + "/")
                || reference.getReference().contains("/" + type + "/");
    }
}
