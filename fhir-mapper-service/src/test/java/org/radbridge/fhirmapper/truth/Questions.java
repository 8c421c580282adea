package org.radbridge.fhirmapper.truth;

import static org.radbridge.fhirmapper.truth.Judgement.plain;
import static org.radbridge.fhirmapper.truth.Judgement.strings;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.radbridge.fhirmapper.search.ParameterKind;
import org.radbridge.fhirmapper.search.SearchParameter;
import org.radbridge.fhirmapper.truth.Judgement.Code;

/** Conditions of every kind on a parameter, about values that occur, with their answers. */
final class Questions {
    private static final List<String> PREFIXES =
            List.of("", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap");

    private final Truth truth;
    private final Random random;
    private final long now;

    /**
     * @param now the time from which {@code ap} measures, in microseconds
     */
    Questions(Truth truth, Random random, long now) {
        this.truth = truth;
        this.random = random;
        this.now = now;
    }

    /** One condition for each modifier and prefix. */
    List<Asked> about(SearchParameter parameter) {
        if (parameter.kind() == ParameterKind.COMPOSITE) {
            return pairs(parameter);
        }
        List<Asked> asked = new ArrayList<>();
        String name = parameter.name();
        BitSet missing = truth.where(parameter, List::isEmpty);
        asked.add(new Asked(name + ":missing", "true", missing));
        asked.add(new Asked(name + ":missing", "false", truth.not(parameter.type(), missing)));
        List<Base> there = truth.values(parameter).stream().flatMap(List::stream).toList();
        if (!there.isEmpty()) {
            switch (parameter.kind()) {
                case TOKEN -> tokens(parameter, there, asked);
                case REFERENCE -> references(parameter, there, asked);
                case DATE -> dates(parameter, there, asked);
                case STRING -> texts(parameter, there, asked);
                case URI -> uris(parameter, there, asked);
                case QUANTITY -> quantities(parameter, there, asked);
                case COMPOSITE -> throw new IllegalStateException();
            }
        }
        return asked;
    }

    private void tokens(SearchParameter parameter, List<Base> there, List<Asked> asked) {
        String name = parameter.name();
        Code code = code(there);
        String system = code.system() == null ? "" : code.system();
        List<String> forms = new ArrayList<>();
        if (simple(code)) {
            forms.add(code.code());
            forms.add(system + "|" + code.code());
            forms.add("|" + code.code());
            asked.add(
                    negated(
                            parameter,
                            base -> Judgement.token(base, system + "|" + code.code()),
                            escaped(system) + "|" + escaped(code.code())));
        }
        if (!system.isEmpty()) {
            forms.add(system + "|");
        }
        for (String form : forms) {
            asked.add(
                    new Asked(
                            name,
                            form.replace("\\", "\\\\").replace(",", "\\,").replace("$", "\\$"),
                            truth.any(parameter, base -> Judgement.token(base, form))));
        }
        Code other = code(there);
        if (simple(code) && simple(other)) {
            asked.add(
                    new Asked(
                            name,
                            escaped(code.code()) + "," + escaped(other.code()),
                            truth.any(
                                    parameter,
                                    base ->
                                            Judgement.token(base, "" + code.code())
                                                    || Judgement.token(base, "" + other.code()))));
        }
        Base one = one(there);
        if (one instanceof CodeableConcept concept && concept.hasText()) {
            String words = start(concept.getText());
            asked.add(
                    new Asked(
                            name + ":text",
                            escaped(words),
                            truth.any(parameter, base -> Judgement.inWords(base, words))));
        }
        there.stream()
                .filter(base ->
                        base instanceof Identifier id
                                && id.hasValue()
                                && id.getType().getCodingFirstRep().hasCode()
                                && id.getType().getCodingFirstRep().hasSystem())
                .map(Identifier.class::cast)
                .findAny()
                .ifPresent(id -> {
                    String typeSystem = id.getType().getCodingFirstRep().getSystem();
                    String type = id.getType().getCodingFirstRep().getCode();
                    asked.add(
                            new Asked(
                                    name + ":of-type",
                                    typeSystem + "|" + type + "|" + id.getValue(),
                                    truth.any(
                                            parameter,
                                            base ->
                                                    Judgement.ofType(
                                                            base,
                                                            typeSystem,
                                                            type,
                                                            id.getValue()))));
                });
    }

    private static boolean simple(Code code) {
        return code.code() != null && !code.code().contains("|");
    }

    private Asked negated(SearchParameter parameter, Predicate<Base> is, String value) {
        return new Asked(
                parameter.name() + ":not",
                value,
                truth.not(parameter.type(), truth.any(parameter, is)));
    }

    private void references(SearchParameter parameter, List<Base> there, List<Asked> asked) {
        String name = parameter.name();
        if (one(there) instanceof PrimitiveType<?>) {
            String url = ((PrimitiveType<?>) one(there)).getValueAsString();
            String any = url.replaceAll("\\|.*", "");
            for (String form : List.of(any, url)) {
                asked.add(
                        new Asked(
                                name,
                                escaped(form),
                                truth.any(parameter, base -> Judgement.reference(base, form))));
            }
            return;
        }
        for (int i = 0; i < 3; i++) {
            String literal = ((Reference) one(there)).getReference();
            if (literal == null || literal.startsWith("#")) {
                continue;
            }
            asked.add(
                    new Asked(
                            name,
                            literal,
                            truth.any(parameter, base -> Judgement.reference(base, literal))));
            String[] parts = literal.split("/");
            if (parts.length == 2 && !literal.startsWith("urn:")) {
                asked.add(
                        new Asked(
                                name,
                                parts[1],
                                truth.any(
                                        parameter,
                                        base ->
                                                local(base)
                                                        && literal(base)
                                                                .endsWith("/" + parts[1]))));
                if (parameter.targets().contains(parts[0])) {
                    asked.add(
                            new Asked(
                                    name + ":" + parts[0],
                                    parts[1],
                                    truth.any(
                                            parameter,
                                            base -> Judgement.reference(base, literal))));
                }
            }
        }
        there.stream()
                .filter(base -> ((Reference) base).getIdentifier().hasValue())
                .skip(random.nextInt(3))
                .findFirst()
                .map(base -> ((Reference) base).getIdentifier().getValue())
                .ifPresent(number ->
                        asked.add(
                                new Asked(
                                        name + ":identifier",
                                        number,
                                        truth.any(
                                                parameter,
                                                base ->
                                                        number.equals(
                                                                ((Reference) base)
                                                                        .getIdentifier()
                                                                        .getValue())))));
    }

    private static boolean local(Base reference) {
        return literal(reference).matches("[A-Z]\\w+/[^/]+");
    }

    private static String literal(Base reference) {
        String literal = ((Reference) reference).getReference();
        return literal == null ? "" : literal;
    }

    private void dates(SearchParameter parameter, List<Base> there, List<Asked> asked) {
        for (String prefix : PREFIXES) {
            String date = date(one(there));
            asked.add(
                    new Asked(
                            parameter.name(),
                            prefix + date,
                            truth.any(parameter, base -> Judgement.date(base, prefix, date, now))));
        }
    }

    /** A date that occurs, perhaps with less precision. */
    private String date(Base value) {
        String text =
                switch (value) {
                    case PrimitiveType<?> date -> date.getValueAsString();
                    case Period period when period.hasStart() ->
                            period.getStartElement().getValueAsString();
                    case Period period -> period.getEndElement().getValueAsString();
                    default -> "2024-06";
                };
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, 4);
            case 1 -> text.length() > 7 ? text.substring(0, 7) : text;
            case 2 -> text.length() > 10 ? text.substring(0, 10) : text;
            default -> text;
        };
    }

    private void texts(SearchParameter parameter, List<Base> there, List<Asked> asked) {
        String name = parameter.name();
        List<Base> worded = there.stream().filter(base -> !strings(base).isEmpty()).toList();
        String text = strings(one(worded)).getFirst();
        for (String form : List.of(start(text), text.length() > 200 ? text : text + "?")) {
            asked.add(
                    new Asked(
                            name, escaped(form), truth.any(parameter, base -> begins(base, form))));
        }
        asked.add(
                new Asked(
                        name + ":exact",
                        escaped(text),
                        truth.any(parameter, base -> strings(base).contains(text))));
        String part =
                text.substring(text.length() / 3, Math.min(text.length(), text.length() / 3 + 4));
        if (!part.isBlank() && part.equals(part.strip())) {
            asked.add(
                    new Asked(
                            name + ":contains",
                            escaped(part),
                            truth.any(
                                    parameter,
                                    base ->
                                            strings(base).stream()
                                                    .anyMatch(
                                                            s -> plain(s).contains(plain(part))))));
        }
    }

    private static boolean begins(Base base, String start) {
        return strings(base).stream().anyMatch(s -> plain(s).startsWith(plain(start)));
    }

    private void uris(SearchParameter parameter, List<Base> there, List<Asked> asked) {
        for (String modifier : List.of("", ":below", ":above")) {
            String uri = ((PrimitiveType<?>) one(there)).getValueAsString();
            asked.add(
                    new Asked(
                            parameter.name() + modifier,
                            escaped(uri),
                            truth.any(parameter, base -> Judgement.uri(base, modifier, uri))));
        }
    }

    private void quantities(SearchParameter parameter, List<Base> there, List<Asked> asked) {
        for (String prefix : PREFIXES) {
            String number = quantity(there);
            asked.add(
                    new Asked(
                            parameter.name(),
                            prefix + number,
                            truth.any(
                                    parameter, base -> Judgement.quantity(base, prefix, number))));
        }
    }

    /** A quantity that occurs, perhaps rounded, with its unit in one of the three forms. */
    private String quantity(List<Base> there) {
        Base value = one(there);
        Judgement.Amounts amounts = Judgement.amounts(value);
        BigDecimal number =
                amounts == null || amounts.low().precision() > 20 || amounts.low().scale() < -10
                        ? new BigDecimal("5")
                        : amounts.low();
        String text =
                random.nextBoolean()
                        ? number.toPlainString()
                        : number.setScale(
                                        Math.max(0, number.scale() - 1),
                                        java.math.RoundingMode.HALF_UP)
                                .toPlainString();
        return text
                + switch (random.nextInt(4)) {
                    case 0 -> "|http://unitsofmeasure.org|mm";
                    case 1 -> "||mm";
                    case 2 -> "|http://unitsofmeasure.org|";
                    default -> "";
                };
    }

    private List<Asked> pairs(SearchParameter parameter) {
        List<Asked> asked = new ArrayList<>();
        List<Base> codes =
                truth.of(parameter.type()).stream()
                        .limit(500)
                        .flatMap(r ->
                                Stream.concat(
                                        parameter.name().equals("relationship")
                                                ? Stream.empty()
                                                : Truth.children(r, "code").stream(),
                                        Stream.concat(
                                                        Truth.children(r, "component").stream(),
                                                        Truth.children(r, "relatesTo").stream())
                                                .flatMap(c -> Truth.children(c, "code").stream())))
                        .toList();
        for (int i = 0; i < 8; i++) {
            Code code = code(codes);
            if (!simple(code)) {
                continue;
            }
            String token = code.code();
            Predicate<Base> is = base -> Judgement.token(base, token);
            asked.add(
                    switch (parameter.beside()) {
                        case TOKEN -> {
                            String value = "c" + random.nextInt(12);
                            yield new Asked(
                                    parameter.name(),
                                    token + "$" + value,
                                    truth.together(
                                            parameter,
                                            is,
                                            base ->
                                                    base instanceof CodeableConcept
                                                            && Judgement.token(base, value)));
                        }
                        case QUANTITY -> {
                            String prefix = PREFIXES.get(random.nextInt(PREFIXES.size()));
                            String value =
                                    (random.nextInt(400) - 50) + "|http://unitsofmeasure.org|mm";
                            yield new Asked(
                                    parameter.name(),
                                    token + "$" + prefix + value,
                                    truth.together(
                                            parameter,
                                            is,
                                            base ->
                                                    base instanceof Quantity
                                                            && Judgement.quantity(
                                                                    base, prefix, value)));
                        }
                        case DATE -> {
                            String prefix = PREFIXES.get(random.nextInt(PREFIXES.size()));
                            yield new Asked(
                                    parameter.name(),
                                    token + "$" + prefix + "2024-05",
                                    truth.together(
                                            parameter,
                                            is,
                                            base ->
                                                    (base instanceof DateTimeType
                                                                    || base instanceof Period)
                                                            && Judgement.date(
                                                                    base, prefix, "2024-05", now)));
                        }
                        case STRING ->
                                new Asked(
                                        parameter.name(),
                                        token + "$mu",
                                        truth.together(
                                                parameter,
                                                is,
                                                base ->
                                                        base instanceof StringType
                                                                && begins(base, "mu")));
                        case REFERENCE -> {
                            String target =
                                    truth.of("DocumentReference").get(i).getIdElement().getIdPart();
                            String literal = related(truth, parameter, target);
                            yield new Asked(
                                    parameter.name(),
                                    literal + "$" + token,
                                    truth.together(
                                            parameter,
                                            is,
                                            base -> Judgement.reference(base, literal)));
                        }
                        case URI, COMPOSITE -> throw new IllegalStateException();
                    });
        }
        return asked;
    }

    /** A reference that occurs, or else one that does not. */
    private static String related(Truth truth, SearchParameter parameter, String other) {
        return truth.of(parameter.type()).stream()
                .flatMap(r -> Truth.children(r, "relatesTo").stream())
                .flatMap(r -> Truth.children(r, "target").stream())
                .filter(Questions::local)
                .map(Questions::literal)
                .skip(other.hashCode() & 7)
                .findFirst()
                .orElse("DocumentReference/" + other);
    }

    private Code code(List<Base> there) {
        List<Code> codes = Judgement.codes(one(there));
        return codes.isEmpty() ? new Code(null, null) : codes.get(random.nextInt(codes.size()));
    }

    /** The beginning, in other case and without accents. */
    private String start(String text) {
        String start = text.substring(0, Math.min(text.length(), 1 + random.nextInt(6))).strip();
        return start.isEmpty() ? text : random.nextBoolean() ? plain(start) : start;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** With the characters that separate values marked as being none. */
    static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace(",", "\\,")
                .replace("|", "\\|")
                .replace("$", "\\$");
    }
}
