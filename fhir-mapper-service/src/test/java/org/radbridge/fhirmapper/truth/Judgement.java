package org.radbridge.fhirmapper.truth;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.SampledData;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Timing;
import org.jspecify.annotations.Nullable;

/** Whether a value of a resource is what was asked for, by R4 search, section 3.1.1.4. */
final class Judgement {
    private static final BigDecimal ENDLESS = new BigDecimal("1e30");

    private Judgement() {}

    /** A code with its system, null for none; what says neither is not among them. */
    record Code(@Nullable String system, @Nullable String code) {}

    /** From the first microsecond to the first one after. */
    record Span(long from, long until) {}

    record Amounts(BigDecimal low, BigDecimal high, Quantity unit) {}

    static List<Code> codes(Base value) {
        return switch (value) {
            case CodeableConcept concept ->
                    concept.getCoding().stream().flatMap(c -> codes(c).stream()).toList();
            case Coding coding -> List.of(new Code(coding.getSystem(), coding.getCode()));
            case Identifier id -> List.of(new Code(id.getSystem(), id.getValue()));
            case ContactPoint point -> List.of(new Code(null, point.getValue()));
            case Enumeration<?> code -> List.of(new Code(code.getSystem(), code.getCode()));
            case PrimitiveType<?> other -> List.of(new Code(null, other.getValueAsString()));
            default -> throw new IllegalArgumentException(value.fhirType());
        };
    }

    /** {@code code}, {@code system|code}, {@code |code}, {@code system|}. */
    static boolean token(Base value, String asked) {
        int bar = asked.indexOf('|');
        String system = bar < 0 ? null : asked.substring(0, bar);
        String code = asked.substring(bar + 1);
        return codes(value).stream()
                .anyMatch(c ->
                        (system == null
                                        || (system.isEmpty()
                                                ? c.system() == null
                                                : system.equals(c.system())))
                                && (code.isEmpty() || code.equals(c.code())));
    }

    static boolean ofType(Base value, String system, String code, String number) {
        return value instanceof Identifier id
                && number.equals(id.getValue())
                && id.getType().getCoding().stream()
                        .anyMatch(c -> system.equals(c.getSystem()) && code.equals(c.getCode()));
    }

    static boolean inWords(Base value, String asked) {
        List<String> words = new ArrayList<>();
        switch (value) {
            case CodeableConcept concept -> {
                words.add(concept.getText());
                concept.getCoding().forEach(coding -> words.add(coding.getDisplay()));
            }
            case Coding coding -> words.add(coding.getDisplay());
            case Identifier id -> words.add(id.getType().getText());
            default -> {}
        }
        return words.stream().anyMatch(w -> w != null && plain(w).startsWith(plain(asked)));
    }

    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFD)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(plain::appendCodePoint);
        return plain.toString().toLowerCase(Locale.ROOT).trim();
    }

    static List<String> strings(Base value) {
        List<StringType> parts = new ArrayList<>();
        switch (value) {
            case StringType text -> parts.add(text);
            case HumanName name -> {
                parts.add(name.getFamilyElement());
                parts.addAll(name.getGiven());
                parts.addAll(name.getPrefix());
                parts.addAll(name.getSuffix());
                parts.add(name.getTextElement());
            }
            case Address address -> {
                parts.addAll(address.getLine());
                parts.addAll(
                        Arrays.asList(
                                address.getCityElement(),
                                address.getDistrictElement(),
                                address.getStateElement(),
                                address.getPostalCodeElement(),
                                address.getCountryElement(),
                                address.getTextElement()));
            }
            default -> throw new IllegalArgumentException(value.fhirType());
        }
        return parts.stream()
                .map(StringType::getValue)
                .filter(t -> t != null && !t.isBlank())
                .toList();
    }

    /** {@code Type/id}, or a URL. */
    static boolean reference(Base value, String asked) {
        return switch (value) {
            case Reference reference -> asked.equals(reference.getReference());
            case CanonicalType canonical ->
                    canonical.getValue().equals(asked)
                            || canonical.getValue().startsWith(asked + "|");
            default -> throw new IllegalArgumentException(value.fhirType());
        };
    }

    static boolean uri(Base value, String modifier, String asked) {
        String uri = ((PrimitiveType<?>) value).getValueAsString();
        return switch (modifier) {
            case ":below" -> uri.equals(asked) || uri.startsWith(asked + "/");
            case ":above" -> asked.equals(uri) || asked.startsWith(uri + "/");
            default -> uri.equals(asked);
        };
    }

    static @Nullable Span span(Base value) {
        return switch (value) {
            case BaseDateTimeType date -> span(date.getValueAsString());
            case Period period ->
                    new Span(
                            period.hasStart()
                                    ? span(period.getStartElement().getValueAsString()).from()
                                    : Long.MIN_VALUE,
                            period.hasEnd()
                                    ? span(period.getEndElement().getValueAsString()).until()
                                    : Long.MAX_VALUE);
            case Timing timing -> limits(timing);
            default -> throw new IllegalArgumentException(value.fhirType());
        };
    }

    private static @Nullable Span limits(Timing timing) {
        if (timing.hasEvent()) {
            List<Span> events =
                    timing.getEvent().stream().map(e -> span(e.getValueAsString())).toList();
            return new Span(
                    events.stream().mapToLong(Span::from).min().orElseThrow(),
                    events.stream().mapToLong(Span::until).max().orElseThrow());
        }
        return timing.getRepeat().hasBoundsPeriod() ? span(timing.getRepeat().getBounds()) : null;
    }

    /** By the number of characters: a year has four, a month seven, a day ten. */
    static Span span(String text) {
        String padded = text.length() < 10 ? text + "-01-01".substring(text.length() - 4) : text;
        if (padded.length() == 10) {
            LocalDate day = LocalDate.parse(padded);
            LocalDate end =
                    switch (text.length()) {
                        case 4 -> day.plusYears(1);
                        case 7 -> day.plusMonths(1);
                        default -> day.plusDays(1);
                    };
            return new Span(micros(day), micros(end));
        }
        OffsetDateTime time = OffsetDateTime.parse(text);
        long from = time.toEpochSecond() * 1_000_000 + time.getNano() / 1000;
        return new Span(from, from + (text.contains(".") ? 1000 : 1_000_000));
    }

    private static long micros(LocalDate day) {
        return day.atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000;
    }

    static boolean date(Base value, String prefix, String asked, long now) {
        Span has = span(value);
        if (has == null) {
            return false;
        }
        Span wants = span(asked);
        boolean within = has.from() >= wants.from() && has.until() <= wants.until();
        long tenth = Math.abs(now - wants.from()) / 10;
        return switch (prefix) {
            case "", "eq" -> within;
            case "ne" -> !within;
            case "gt" -> has.until() > wants.until();
            case "lt" -> has.from() < wants.from();
            case "ge" -> has.until() > wants.until() || within;
            case "le" -> has.from() < wants.from() || within;
            case "sa" -> has.from() >= wants.until();
            case "eb" -> has.until() <= wants.from();
            case "ap" -> has.from() < wants.until() + tenth && has.until() > wants.from() - tenth;
            default -> throw new IllegalArgumentException(prefix);
        };
    }

    static @Nullable Amounts amounts(Base value) {
        return switch (value) {
            case Quantity q when !q.hasValue() -> null;
            case Quantity q when q.hasComparator() ->
                    q.getComparator().toCode().startsWith("<")
                            ? new Amounts(ENDLESS.negate(), q.getValue(), q)
                            : new Amounts(q.getValue(), ENDLESS, q);
            case Quantity q -> new Amounts(q.getValue(), q.getValue(), q);
            case Range range ->
                    new Amounts(
                            range.hasLow() ? range.getLow().getValue() : ENDLESS.negate(),
                            range.hasHigh() ? range.getHigh().getValue() : ENDLESS,
                            range.hasLow() ? range.getLow() : range.getHigh());
            case SampledData samples when !samples.getOrigin().hasValue() -> null;
            case SampledData samples -> {
                List<BigDecimal> all =
                        Stream.of(samples.getData().split(" "))
                                .filter(s -> !List.of("E", "U", "L").contains(s))
                                .map(BigDecimal::new)
                                .map(s -> s.multiply(samples.getFactor()))
                                .map(s -> s.add(samples.getOrigin().getValue()))
                                .sorted()
                                .toList();
                yield new Amounts(all.getFirst(), all.getLast(), samples.getOrigin());
            }
            default -> throw new IllegalArgumentException(value.fhirType());
        };
    }

    /**
     * A number, and after bars system and code of its unit, both or the code alone.
     *
     * @param asked for example {@code 5.40|http://unitsofmeasure.org|mm}
     */
    static boolean quantity(Base value, String prefix, String asked) {
        Amounts has = amounts(value);
        String[] parts = asked.split("\\|", -1);
        if (has == null || parts.length == 3 && !unit(has.unit(), parts[1], parts[2])) {
            return false;
        }
        BigDecimal wants = new BigDecimal(parts[0]);
        BigDecimal half = BigDecimal.ONE.movePointLeft(wants.scale()).divide(BigDecimal.TWO);
        BigDecimal tenth = wants.abs().divide(BigDecimal.TEN);
        boolean equal =
                has.low().compareTo(wants.subtract(half)) >= 0
                        && has.high().compareTo(wants.add(half)) < 0;
        int low = has.low().compareTo(wants);
        int high = has.high().compareTo(wants);
        return switch (prefix) {
            case "", "eq" -> equal;
            case "ne" -> !equal;
            case "gt" -> high > 0;
            case "lt" -> low < 0;
            case "ge" -> high >= 0;
            case "le" -> low <= 0;
            case "sa" -> low > 0;
            case "eb" -> high < 0;
            case "ap" ->
                    has.low().compareTo(wants.add(tenth)) <= 0
                            && has.high().compareTo(wants.subtract(tenth)) >= 0;
            default -> throw new IllegalArgumentException(prefix);
        };
    }

    private static boolean unit(Quantity has, String system, String code) {
        return system.isEmpty()
                ? code.equals(has.getCode()) || code.equals(has.getUnit())
                : system.equals(has.getSystem()) && (code.isEmpty() || code.equals(has.getCode()));
    }
}
