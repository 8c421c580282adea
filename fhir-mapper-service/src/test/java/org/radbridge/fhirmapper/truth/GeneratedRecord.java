package org.radbridge.fhirmapper.truth;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.search.ParameterKind;
import org.radbridge.fhirmapper.search.ResourceParameters;
import org.radbridge.fhirmapper.search.SearchParameter;
import org.radbridge.fhirmapper.search.SearchParameters;

/**
 * A hospital's record by chance, always the same of one seed: every element that a search parameter
 * reads has a value in some resources and none in others. Not valid FHIR, but whatever a search may
 * meet: dates of every precision, accents, references that lead nowhere, one MRN of two issuers.
 */
final class GeneratedRecord {
    private static final Map<String, Integer> SHARES =
            Map.ofEntries(
                    Map.entry("Patient", 30),
                    Map.entry("ImagingStudy", 50),
                    Map.entry("Endpoint", 2),
                    Map.entry("Device", 4),
                    Map.entry("Observation", 150),
                    Map.entry("DiagnosticReport", 60),
                    Map.entry("Condition", 15),
                    Map.entry("Provenance", 40),
                    Map.entry("Task", 35),
                    Map.entry("Communication", 15),
                    Map.entry("ServiceRequest", 30),
                    Map.entry("Encounter", 30),
                    Map.entry("Subscription", 2),
                    Map.entry("Practitioner", 4),
                    Map.entry("PractitionerRole", 4),
                    Map.entry("Organization", 3),
                    Map.entry("Location", 3),
                    Map.entry("Group", 3),
                    Map.entry("DocumentReference", 10),
                    Map.entry("Consent", 6),
                    Map.entry("AuditEvent", 7));

    /** Forms of choices that no parameter reads. */
    private static final List<String> OTHERS = List.of("time", "Ratio", "integer", "Attachment");

    private final Map<String, List<Resource>> resources = new LinkedHashMap<>();
    private final RandomValues values;

    /**
     * @param size how many resources
     */
    GeneratedRecord(long seed, int size) {
        Random random = new Random(seed);
        int shares = SHARES.values().stream().mapToInt(i -> i).sum();
        Map<String, List<String>> ids = new LinkedHashMap<>();
        for (ResourceParameters type : SearchParameters.types()) {
            List<String> of = new ArrayList<>();
            for (int i = size * SHARES.get(type.type()) / shares; i > 0; i--) {
                of.add(new UUID(random.nextLong(), random.nextLong()).toString());
            }
            ids.put(type.type(), of);
        }
        values = new RandomValues(random, ids);
        for (ResourceParameters type : SearchParameters.types()) {
            resources.put(
                    type.type(),
                    ids.get(type.type()).stream().map(id -> resource(type, id)).toList());
        }
    }

    /** The resources of a type. */
    List<Resource> of(String type) {
        return resources.getOrDefault(type, List.of());
    }

    List<Resource> all() {
        return resources.values().stream().flatMap(List::stream).toList();
    }

    private Resource resource(ResourceParameters type, String id) {
        try {
            Resource resource = type.model().getDeclaredConstructor().newInstance();
            resource.setId(id);
            for (SearchParameter parameter : type.all()) {
                if (!parameter.common() && parameter.kind() != ParameterKind.COMPOSITE) {
                    fill(resource, type, parameter);
                }
            }
            label(resource);
            return resource;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void label(Resource resource) {
        if (values.chance(0.3)) {
            resource.getMeta().addTag(coded());
        }
        if (values.chance(0.2)) {
            resource.getMeta().addSecurity(coded());
        }
        if (values.chance(0.2)) {
            resource.getMeta().addProfile("http://example.org/profile/" + values.number(5));
        }
        if (values.chance(0.2)) {
            resource.getMeta().setSource("http://example.org/source/" + values.number(5));
        }
    }

    private Coding coded() {
        return new Coding("http://example.org/tags", "t" + values.number(8), null);
    }

    private void fill(Resource resource, ResourceParameters type, SearchParameter parameter) {
        if (parameter.name().equals("urgency")) {
            ((DiagnosticReport) resource)
                    .addExtension(
                            new Extension(
                                    "https://radbridge.org/fhir/StructureDefinition/urgency",
                                    new CodeType("u" + values.number(3))));
            return;
        }
        List<String> targets = targets(parameter);
        for (R4Path path : R4Path.of(type.model(), parameter.name())) {
            if (values.chance(path.elements().size() > 2 ? 0.25 : 0.4)) {
                set(resource, path, targets);
            }
        }
    }

    /** References may lead to types that nobody keeps here. */
    private static List<String> targets(SearchParameter parameter) {
        List<String> targets = new ArrayList<>();
        SearchParameters.targets(parameter).forEach(target -> targets.add(target.type()));
        if (targets.isEmpty() || targets.size() < 4) {
            targets.add("RelatedPerson");
        }
        return targets;
    }

    private void set(Base resource, R4Path path, List<String> targets) {
        Base at = resource;
        for (String element : path.elements().subList(0, path.elements().size() - 1)) {
            Base[] there = at.getProperty(element.hashCode(), element, false);
            at =
                    there.length == 0
                                    || isList(at, element) && there.length < 3 && values.chance(0.4)
                            ? at.addChild(element)
                            : there[values.number(there.length)];
        }
        String leaf = path.elements().getLast();
        if (!isList(at, leaf) && present(at, leaf)) {
            return;
        }
        List<String> types =
                Arrays.stream(at.getTypesForProperty(leaf.hashCode(), leaf))
                        .map(t -> t.equals("@SampledData") ? "SampledData" : t)
                        .filter(t -> path.as().map(t::equals).orElse(true))
                        .filter(t -> !OTHERS.contains(t))
                        .toList();
        if (types.isEmpty()) {
            return;
        }
        String type = values.one(types);
        Base value = type.equals("code") ? enumerated(at, leaf) : null;
        at.setProperty(leaf.hashCode(), leaf, value != null ? value : values.value(type, targets));
    }

    private static boolean present(Base at, String element) {
        Base[] there = at.getProperty(element.hashCode(), element, false);
        return there.length > 0 && there[0] != null && !there[0].isEmpty();
    }

    private static boolean isList(Base at, String element) {
        Field field = field(at.getClass(), element);
        return field != null && List.class.isAssignableFrom(field.getType());
    }

    /** One of the codes that the model allows, if it allows only some. */
    private @Nullable Base enumerated(Base at, String element) {
        Field field = field(at.getClass(), element);
        if (field == null || !Enumeration.class.isAssignableFrom(field.getType())) {
            return null;
        }
        Class<?> codes =
                (Class<?>) ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
        List<?> known =
                Arrays.stream(codes.getEnumConstants())
                        .filter(code -> !code.toString().equals("NULL"))
                        .toList();
        Object code = known.get(values.number(Math.min(known.size(), 5)));
        try {
            return new CodeType((String) codes.getMethod("toCode").invoke(code));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Field field(Class<?> type, String element) {
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (field.getName().equals(element) || field.getName().equals(element + "_")) {
                    return field;
                }
            }
        }
        return null;
    }
}
