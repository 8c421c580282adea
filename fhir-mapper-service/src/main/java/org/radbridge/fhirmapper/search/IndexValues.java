package org.radbridge.fhirmapper.search;

import static org.radbridge.fhirmapper.search.IndexText.bounded;
import static org.radbridge.fhirmapper.search.IndexText.fold;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.SampledData;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.UriType;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.search.IndexEntry.Amount;
import org.radbridge.fhirmapper.search.IndexEntry.Interval;
import org.radbridge.fhirmapper.search.IndexEntry.Link;
import org.radbridge.fhirmapper.search.IndexEntry.Pair;
import org.radbridge.fhirmapper.search.IndexEntry.Span;
import org.radbridge.fhirmapper.search.IndexEntry.Text;
import org.radbridge.fhirmapper.search.IndexEntry.Token;

/** FHIR's data types as index entries (R4 search, section 3.1.1.4). */
final class IndexValues {
    private IndexValues() {}

    static Stream<IndexEntry> tokens(String key, Base value) {
        return switch (value) {
            case CodeableConcept concept -> concept(key, concept);
            case Coding coding ->
                    Stream.concat(
                            Stream.of(token(key, coding.getSystem(), coding.getCode())),
                            words(key, coding.getDisplay()));
            case Identifier identifier -> identifier(key, identifier);
            // A code's system is that of the codes its element is bound to.
            case Enumeration<?> code ->
                    code.hasValue()
                            ? Stream.of(token(key, enumSystem(code), code.getValueAsString()))
                            : Stream.empty();
            case ContactPoint point -> Stream.of(token(key, null, point.getValue()));
            case PrimitiveType<?> primitive ->
                    Stream.of(token(key, null, primitive.getValueAsString()));
            default -> throw unexpected(key, value);
        };
    }

    static Stream<IndexEntry> links(String key, Base value) {
        return switch (value) {
            case Reference reference ->
                    Stream.concat(
                            Stream.of(link(key, reference)),
                            reference.hasIdentifier()
                                    ? identifier(key + ":identifier", reference.getIdentifier())
                                    : Stream.empty());
            // With its version and without: who names none means any.
            case CanonicalType canonical ->
                    Stream.of(canonical.getValue(), canonical.getValue().replaceFirst("\\|.*", ""))
                            .distinct()
                            .map(url -> new Link(key, "", bounded(url)));
            default -> throw unexpected(key, value);
        };
    }

    static Stream<IndexEntry> spans(String key, Base value) {
        return DateSpan.of(value).stream().map(span -> new Span(key, span.from(), span.until()));
    }

    static Stream<IndexEntry> texts(String key, Base value) {
        Stream<StringType> parts =
                switch (value) {
                    case StringType text -> Stream.of(text);
                    case HumanName name ->
                            Stream.of(
                                            Stream.of(name.getFamilyElement()),
                                            name.getGiven().stream(),
                                            name.getPrefix().stream(),
                                            name.getSuffix().stream(),
                                            Stream.of(name.getTextElement()))
                                    .flatMap(s -> s);
                    case Address address ->
                            Stream.concat(
                                    address.getLine().stream(),
                                    Stream.of(
                                            address.getCityElement(),
                                            address.getDistrictElement(),
                                            address.getStateElement(),
                                            address.getPostalCodeElement(),
                                            address.getCountryElement(),
                                            address.getTextElement()));
                    default -> throw unexpected(key, value);
                };
        List<IndexEntry> texts =
                parts.flatMap(part -> words(key, part.getValue()))
                        .<IndexEntry>map(text -> new Text(key, text.exact(), text.folded()))
                        .toList();
        return texts.isEmpty() ? Stream.of(new Text(key, "", "")) : texts.stream();
    }

    static Stream<IndexEntry> uris(String key, Base value) {
        if (!(value instanceof UriType uri)) {
            throw unexpected(key, value);
        }
        String text = bounded(uri.getValue());
        return Stream.of(new Text(key, text, text));
    }

    static Stream<IndexEntry> amounts(String key, Base value) {
        return Stream.of(
                switch (value) {
                    case Quantity quantity -> amount(key, Intervals.of(quantity), quantity);
                    case Range range ->
                            amount(
                                    key,
                                    Intervals.of(range),
                                    range.hasLow() ? range.getLow() : range.getHigh());
                    case SampledData samples ->
                            amount(key, Intervals.of(samples), samples.getOrigin());
                    default -> throw unexpected(key, value);
                });
    }

    static Stream<IndexEntry> pairs(String key, ParameterKind beside, Elements.Pair pair) {
        if (pair.token().isEmpty() || pair.value().isEmpty()) {
            return Stream.empty();
        }
        var values =
                (switch (beside) {
                            case TOKEN -> tokens(key, pair.value());
                            case REFERENCE -> links(key, pair.value());
                            case DATE -> spans(key, pair.value());
                            case STRING -> texts(key, pair.value());
                            case QUANTITY -> amounts(key, pair.value());
                            case URI, COMPOSITE -> throw unexpected(key, pair.value());
                        })
                        .filter(entry -> entry.parameter().equals(key))
                        .toList();
        return tokens(key, pair.token())
                .filter(Token.class::isInstance)
                .map(Token.class::cast)
                .filter(token -> token.parameter().equals(key))
                .flatMap(token ->
                        values.stream()
                                .map(value -> new Pair(key, token.system(), token.code(), value)));
    }

    private static Stream<IndexEntry> concept(String key, CodeableConcept concept) {
        Stream<IndexEntry> codings =
                concept.hasCoding()
                        ? concept.getCoding().stream().flatMap(coding -> tokens(key, coding))
                        : Stream.of(token(key, null, null));
        return Stream.concat(codings, words(key, concept.getText()));
    }

    private static Stream<IndexEntry> identifier(String key, Identifier identifier) {
        return Stream.of(
                        Stream.of(token(key, identifier.getSystem(), identifier.getValue())),
                        identifier.getType().getCoding().stream()
                                .filter(_ -> identifier.hasValue())
                                .map(type ->
                                        token(
                                                key + ":of-type",
                                                type.getSystem(),
                                                ofType(type.getCode(), identifier.getValue()))),
                        words(key, identifier.getType().getText()))
                .flatMap(s -> s);
    }

    /** An identifier's value with the code of its type, as {@code :of-type} compares them. */
    static String ofType(@Nullable String code, String value) {
        return code + "|" + value;
    }

    private static Link link(String key, Reference reference) {
        String literal = reference.getReference();
        if (literal == null || literal.startsWith("#")) {
            return new Link(key, "#", "");
        }
        IdType id = new IdType(literal);
        return id.hasResourceType() && !id.isAbsolute()
                ? new Link(key, id.getResourceType(), id.getIdPart())
                : new Link(key, "", bounded(literal));
    }

    private static Amount amount(String key, Interval range, Quantity unit) {
        return new Amount(
                key,
                range,
                bounded(Objects.requireNonNullElse(unit.getSystem(), "")),
                bounded(Objects.requireNonNullElse(unit.getCode(), "")),
                bounded(Objects.requireNonNullElse(unit.getUnit(), "")));
    }

    private static Token token(String key, @Nullable String system, @Nullable String code) {
        return new Token(
                key,
                bounded(Objects.requireNonNullElse(system, "")),
                bounded(Objects.requireNonNullElse(code, "")));
    }

    private static Stream<Text> words(String key, @Nullable String text) {
        return text == null || text.isBlank()
                ? Stream.empty()
                : Stream.of(new Text(key + ":text", text, fold(text)));
    }

    private static <T extends Enum<?>> String enumSystem(Enumeration<T> code) {
        return code.getEnumFactory().toSystem(code.getValue());
    }

    static IllegalStateException unexpected(String key, Base value) {
        return new IllegalStateException(
                "search parameter " + key + " reads a " + value.fhirType());
    }
}
