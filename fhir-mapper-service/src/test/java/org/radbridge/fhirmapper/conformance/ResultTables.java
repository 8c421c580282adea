package org.radbridge.fhirmapper.conformance;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.radbridge.dicom.data.Uid;
import org.radbridge.fhirmapper.api.StatedOperations;
import org.radbridge.fhirmapper.api.WorkitemsResource;
import org.radbridge.fhirmapper.consult.ConsultConfig;
import org.radbridge.fhirmapper.evidence.ObjectKind;
import org.radbridge.fhirmapper.hl7v2.Hl7v2Config;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.AcknowledgementCode;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.ErrorCode;
import org.radbridge.fhirmapper.identity.IdentityConfig;
import org.radbridge.fhirmapper.pacs.PacsConfig;
import org.radbridge.fhirmapper.picture.PictureConfig;
import org.radbridge.fhirmapper.registry.RegistryConfig;
import org.radbridge.fhirmapper.subscription.SubscriptionConfig;
import org.radbridge.fhirmapper.subscription.SubscriptionTopic;
import org.radbridge.fhirmapper.ups.UpsFailure;
import org.radbridge.kit.testing.page.ConfigurationKeys;
import org.radbridge.kit.testing.page.MarkdownTable;

/** The tables of the statement by the name that the template calls them by. */
final class ResultTables {
    private static final List<Class<?>> CONFIGURATION =
            List.of(
                    PacsConfig.class,
                    Hl7v2Config.class,
                    IdentityConfig.class,
                    SubscriptionConfig.class,
                    PictureConfig.class,
                    ConsultConfig.class,
                    RegistryConfig.class);

    private ResultTables() {}

    static Map<String, Supplier<MarkdownTable>> byName() {
        return Map.ofEntries(
                table(
                        "objects",
                        ResultTables::objects,
                        "Kind",
                        "SOP class",
                        "UID",
                        "Series number"),
                table("called-services", ResultTables::calledServices, "SOP class", "UID"),
                table("workitem-transactions", ResultTables::workitems, "Method", "Resource"),
                table("workitem-failures", ResultTables::workitemFailures, "Id", "HTTP", "Title"),
                table("adt-events", ResultTables::adtEvents, "Event", "What happens"),
                table("order-controls", ResultTables::orderControls, "ORC-1"),
                table("fields-read", Hl7v2Fields::read, "Field", "Becomes"),
                table("acknowledgements", ResultTables::acknowledgements, "Code", "Meaning"),
                table("error-codes", ResultTables::errorCodes, "ERR-3", "Meaning"),
                table("fields-written", Hl7v2Fields::written, "Field", "Value"),
                table("operations", StatedOperations::rows, "Type", "Operations"),
                table("topics", ResultTables::topics, "Topic", "Event"),
                table("configuration", ResultTables::configuration, "Key", "Default", "Meaning"));
    }

    private static Map.Entry<String, Supplier<MarkdownTable>> table(
            String name, Supplier<List<List<String>>> rows, String... head) {
        return Map.entry(name, () -> new MarkdownTable(List.of(head), rows.get()));
    }

    private static List<List<String>> objects() {
        return Arrays.stream(ObjectKind.values())
                .map(kind ->
                        List.of(
                                kebab(kind),
                                Uid.keyword(kind.sopClassUid()).orElseThrow(),
                                kind.sopClassUid(),
                                Integer.toString(kind.seriesNumber())))
                .toList();
    }

    /** Beside the storage of objects: what the sources add to a proposal. */
    private static List<List<String>> calledServices() {
        TreeSet<String> keywords =
                new TreeSet<>(
                        Sources.found("pacs/Pacs.java", "withSopClass\\(Uid\\.(\\w+)").toList());
        return keywords.stream().map(keyword -> List.of(keyword, uid(keyword))).toList();
    }

    private static String uid(String keyword) {
        try {
            var field = Uid.class.getField(keyword);
            field.setAccessible(true);
            return (String) field.get(null);
        } catch (ReflectiveOperationException unknown) {
            throw new IllegalStateException(
                    keyword + " is proposed, and no registered UID", unknown);
        }
    }

    private static List<List<String>> workitems() {
        String root = WorkitemsResource.class.getAnnotation(Path.class).value();
        return Arrays.stream(WorkitemsResource.class.getDeclaredMethods())
                .flatMap(method ->
                        verb(method).map(verb -> List.of(verb, "`" + root + path(method) + "`")))
                .sorted(Comparator.comparing(row -> row.getLast().replace("`", "")))
                .toList();
    }

    private static Stream<String> verb(Method method) {
        return Stream.of(GET.class, PUT.class, POST.class)
                .filter(method::isAnnotationPresent)
                .map(Class::getSimpleName);
    }

    private static String path(Method method) {
        Path path = method.getAnnotation(Path.class);
        return path == null ? "" : "/" + path.value();
    }

    private static List<List<String>> workitemFailures() {
        return Arrays.stream(UpsFailure.values())
                .map(failure ->
                        List.of(failure.id(), Integer.toString(failure.status()), failure.title()))
                .toList();
    }

    private static List<List<String>> adtEvents() {
        try {
            return Sources.constants(
                    "hl7v2/inbound/AdtEvent.java",
                    Class.forName("org.radbridge.fhirmapper.hl7v2.inbound.AdtEvent"));
        } catch (ClassNotFoundException gone) {
            throw new IllegalStateException(gone);
        }
    }

    /** Those of which the sources decide what becomes of an order. */
    private static List<List<String>> orderControls() {
        String source = Sources.text("hl7v2/inbound/OrderSegments.java");
        String body =
                source.substring(
                        source.indexOf("ServiceRequestStatus status() {"),
                        source.indexOf("ServiceRequestStatus orderStatus() {"));
        return Pattern.compile("\"([A-Z]{2})\"")
                .matcher(body)
                .results()
                .map(match -> List.of(match.group(1)))
                .toList();
    }

    private static List<List<String>> acknowledgements() {
        return Sources.constants(
                "hl7v2/acknowledgement/AcknowledgementCode.java", AcknowledgementCode.class);
    }

    private static List<List<String>> errorCodes() {
        return Arrays.stream(ErrorCode.values())
                .map(code -> List.of(Integer.toString(code.code()), code.text()))
                .toList();
    }

    private static List<List<String>> topics() {
        List<String> events =
                Sources.constants("subscription/SubscriptionTopic.java", SubscriptionTopic.class)
                        .stream()
                        .map(List::getLast)
                        .toList();
        return Arrays.stream(SubscriptionTopic.values())
                .map(topic -> List.of("`" + topic.url() + "`", events.get(topic.ordinal())))
                .toList();
    }

    private static List<List<String>> configuration() {
        return CONFIGURATION.stream()
                .map(ConfigurationKeys::of)
                .flatMap(Collection::stream)
                .toList();
    }

    private static String kebab(Enum<?> constant) {
        return "`" + constant.name().toLowerCase(Locale.ROOT).replace('_', '-') + "`";
    }
}
