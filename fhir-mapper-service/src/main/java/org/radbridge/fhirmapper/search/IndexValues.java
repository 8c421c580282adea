package org.radbridge.fhirmapper.search;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.search.IndexEntry.Link;
import org.radbridge.fhirmapper.search.IndexEntry.Span;
import org.radbridge.fhirmapper.search.IndexEntry.Text;
import org.radbridge.fhirmapper.search.IndexEntry.Token;

/** FHIR's data types as index entries (R4 search, section 3.1.1.4). */
public final class IndexValues {
    private IndexValues() {}

    static Stream<IndexEntry> tokens(String parameter, Base value) {
        return switch (value) {
            case CodeableConcept concept ->
                    concept.getCoding().stream().flatMap(coding -> tokens(parameter, coding));
            case Coding coding -> token(parameter, coding.getSystem(), coding.getCode());
            case Identifier identifier ->
                    token(parameter, identifier.getSystem(), identifier.getValue());
            case Enumeration<?> code ->
                    code.hasValue()
                            ? token(parameter, enumSystem(code), code.getValueAsString())
                            : Stream.empty();
            case PrimitiveType<?> primitive -> token(parameter, null, primitive.getValueAsString());
            default -> throw unexpected(parameter, value);
        };
    }

    static Stream<IndexEntry> links(String parameter, Base value) {
        if (!(value instanceof Reference reference)) {
            throw unexpected(parameter, value);
        }
        Stream<IndexEntry> literal = Stream.empty();
        if (reference.hasReference() && reference.getReferenceElement().hasResourceType()) {
            var id = reference.getReferenceElement();
            literal = Stream.of(new Link(parameter, id.getResourceType(), id.getIdPart()));
        }
        return reference.hasIdentifier()
                ? Stream.concat(
                        literal, tokens(parameter + ":identifier", reference.getIdentifier()))
                : literal;
    }

    static Stream<IndexEntry> spans(String parameter, Base value) {
        return switch (value) {
            case BaseDateTimeType date ->
                    Stream.of(date.getValueAsString())
                            .filter(Objects::nonNull)
                            .map(DateSpan::of)
                            .map(span -> new Span(parameter, span.from(), span.until()));
            case Period period ->
                    Stream.of(
                            new Span(
                                    parameter,
                                    period.hasStart()
                                            ? DateSpan.of(
                                                            period.getStartElement()
                                                                    .getValueAsString())
                                                    .from()
                                            : null,
                                    period.hasEnd()
                                            ? DateSpan.of(period.getEndElement().getValueAsString())
                                                    .until()
                                            : null));
            default -> throw unexpected(parameter, value);
        };
    }

    static Stream<IndexEntry> texts(String parameter, Base value) {
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
                    case Address address -> address.getLine().stream();
                    default -> throw unexpected(parameter, value);
                };
        return parts.map(StringType::getValue)
                .filter(text -> text != null && !text.isBlank())
                .map(text -> new Text(parameter, text, fold(text)));
    }

    /** Lower case and without accents, as default string search compares. */
    public static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    private static Stream<IndexEntry> token(
            String parameter, @Nullable String system, @Nullable String code) {
        return code == null || code.isBlank()
                ? Stream.empty()
                : Stream.of(new Token(parameter, system == null ? "" : system, code));
    }

    private static <T extends Enum<?>> String enumSystem(Enumeration<T> code) {
        return code.getEnumFactory().toSystem(code.getValue());
    }

    private static IllegalStateException unexpected(String parameter, Base value) {
        return new IllegalStateException(
                "search parameter " + parameter + " reads a " + value.fhirType());
    }
}
