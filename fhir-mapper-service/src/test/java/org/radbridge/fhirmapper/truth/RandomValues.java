package org.radbridge.fhirmapper.truth;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Age;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.OidType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Quantity.QuantityComparator;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.SampledData;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.UriType;
import org.hl7.fhir.r4.model.UrlType;

/** Values of FHIR's data types from small pools, so that searches find some and not all. */
final class RandomValues {
    private static final List<String> WORDS =
            List.of(
                    "Müller",
                    "MULLER",
                    "mueller",
                    "Élodie",
                    "Elodie Anne",
                    "O'Brien",
                    "100%",
                    "a_b",
                    "Ångström",
                    "angstrom",
                    "Doe",
                    "doe-smith",
                    "Zoë, Ltd",
                    "Nguyễn",
                    "北京",
                    "x\\y",
                    "Straße",
                    "pipe|bar",
                    "dollar$sign");
    private static final List<String> SYSTEMS =
            List.of("http://loinc.org", "http://snomed.info/sct", "urn:oid:1.2.840.1");
    private static final List<String> URLS =
            List.of(
                    "http://example.org/a",
                    "http://example.org/a/b",
                    "http://example.org/a/b/c",
                    "http://example.org/ab",
                    "urn:oid:1.2.3",
                    "https://example.org/x_y/100%25");
    private static final List<String> UNITS = List.of("mm", "cm", "%", "1");
    private static final String UCUM = "http://unitsofmeasure.org";

    private final Random random;
    private final Map<String, List<String>> ids;

    /**
     * @param ids of the resources that there are, by type
     */
    RandomValues(Random random, Map<String, List<String>> ids) {
        this.random = random;
        this.ids = ids;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    int number(int below) {
        return random.nextInt(below);
    }

    String word() {
        return one(WORDS);
    }

    /** A value of a data type, as the model names it. */
    Base value(String type, List<String> targets) {
        return switch (type) {
            case "CodeableConcept" -> concept();
            case "Coding" -> coding();
            case "code" -> new CodeType("code-" + number(6));
            case "Identifier" -> identifier();
            case "boolean" -> new BooleanType(chance(0.5));
            case "string" -> new StringType(text());
            case "markdown" -> new org.hl7.fhir.r4.model.MarkdownType(text());
            case "uri" -> new UriType(one(URLS));
            case "url" -> new UrlType(one(URLS));
            case "canonical" -> new CanonicalType(one(URLS) + (chance(0.3) ? "|1.0" : ""));
            case "id" -> new IdType("1.2.3." + number(300));
            case "oid" -> new OidType("urn:oid:1.2.3." + number(300));
            case "dateTime" -> new DateTimeType(dateTime());
            case "date" -> new DateType(date());
            case "instant" -> new InstantType(instant());
            case "Period" -> period();
            case "Timing" -> timing();
            case "Reference" -> reference(targets);
            case "Quantity", "SimpleQuantity" -> quantity(new Quantity());
            case "Age" -> quantity(new Age());
            case "Duration" -> quantity(new Duration());
            case "Range" -> range();
            case "SampledData" -> samples();
            case "ContactPoint" -> contact();
            case "HumanName" -> name();
            case "Address" -> address();
            default -> throw new IllegalArgumentException(type);
        };
    }

    Coding coding() {
        Coding coding = new Coding();
        if (chance(0.8)) {
            coding.setSystem(one(SYSTEMS));
        }
        if (chance(0.95)) {
            coding.setCode("c" + number(12));
        }
        if (chance(0.3) || coding.isEmpty()) {
            coding.setDisplay(word());
        }
        return coding;
    }

    private CodeableConcept concept() {
        CodeableConcept concept = new CodeableConcept();
        for (int i = number(4); i > 0; i--) {
            concept.addCoding(coding());
        }
        if (!concept.hasCoding() || chance(0.3)) {
            concept.setText(word());
        }
        return concept;
    }

    private Identifier identifier() {
        Identifier identifier = new Identifier();
        if (chance(0.8)) {
            identifier.setSystem("urn:issuer:" + number(2));
        }
        if (chance(0.95) || identifier.isEmpty()) {
            identifier.setValue("MRN-" + number(900));
        }
        if (chance(0.3)) {
            identifier.setType(concept());
        }
        return identifier;
    }

    private String text() {
        return chance(0.02) ? word().repeat(700) : word() + (chance(0.3) ? " " + word() : "");
    }

    /** One in a while is a year, a month or a day only. */
    private String dateTime() {
        return switch (number(6)) {
            case 0 -> date().substring(0, 4);
            case 1 -> date().substring(0, 7);
            case 2 -> date();
            case 3 -> instant().replaceFirst("\\.\\d+", "");
            default -> instant();
        };
    }

    private String date() {
        return moment().toLocalDate().toString();
    }

    private String instant() {
        String time =
                "%s%s"
                        .formatted(
                                moment().toString().substring(0, 19),
                                ".%03d".formatted(number(1000)));
        return time + one(List.of("Z", "+02:00", "-05:30"));
    }

    private LocalDateTime moment() {
        return LocalDateTime.of(2023, 1, 1, 0, 0, 1)
                .plusMinutes(number(60 * 24 * 365 * 3))
                .plusSeconds(1 + number(58));
    }

    private Period period() {
        Period period = new Period();
        String one = instant();
        String other = instant();
        boolean ordered =
                new DateTimeType(one).getValue().before(new DateTimeType(other).getValue());
        if (chance(0.85)) {
            period.setStartElement(new DateTimeType(ordered ? one : other));
        }
        if (chance(0.7) || !period.hasStart()) {
            period.setEndElement(new DateTimeType(ordered ? other : one));
        }
        return period;
    }

    private Timing timing() {
        Timing timing = new Timing();
        if (chance(0.5)) {
            timing.getRepeat().setBounds(period());
        } else {
            for (int i = 1 + number(3); i > 0; i--) {
                timing.addEvent(new DateTimeType(instant()).getValue());
                timing.getEvent().getLast().setTimeZoneZulu(true);
            }
        }
        return timing;
    }

    Reference reference(List<String> targets) {
        Reference reference = new Reference();
        String target = one(targets);
        if (chance(0.85)) {
            reference.setReference(
                    switch (number(60)) {
                        case 0, 3, 4, 5 -> "http://elsewhere.org/fhir/" + target + "/" + number(9);
                        case 1, 6 -> "urn:uuid:00000000-0000-0000-0000-00000000000" + number(9);
                        case 2 -> "#contained" + number(3);
                        default -> target + "/" + id(target);
                    });
        }
        if (chance(0.2)) {
            reference.setIdentifier(identifier());
        }
        if (chance(0.1)) {
            reference.setType(target);
        }
        if (reference.isEmpty()) {
            reference.setDisplay(word());
        }
        return reference;
    }

    private String id(String type) {
        List<String> there = ids.get(type);
        return there == null || chance(0.03) ? "gone-" + number(9) : one(there);
    }

    private <Q extends Quantity> Q quantity(Q quantity) {
        if (chance(0.95)) {
            quantity.setValue(decimal());
        }
        if (chance(0.08)) {
            quantity.setComparator(
                    one(
                            List.of(
                                    QuantityComparator.LESS_THAN,
                                    QuantityComparator.LESS_OR_EQUAL,
                                    QuantityComparator.GREATER_THAN,
                                    QuantityComparator.GREATER_OR_EQUAL)));
        }
        if (chance(0.7)) {
            quantity.setSystem(UCUM).setCode(one(UNITS));
        }
        if (chance(0.5) || quantity.isEmpty()) {
            quantity.setUnit(one(UNITS));
        }
        return quantity;
    }

    BigDecimal decimal() {
        return BigDecimal.valueOf(number(40_000) - 5000L, number(4));
    }

    private Range range() {
        BigDecimal low = decimal();
        Range range = new Range();
        if (chance(0.8)) {
            range.setLow(new Quantity().setValue(low).setSystem(UCUM).setCode("a"));
        }
        if (chance(0.8) || !range.hasLow()) {
            range.setHigh(
                    new Quantity().setValue(low.add(BigDecimal.TEN)).setSystem(UCUM).setCode("a"));
        }
        return range;
    }

    private SampledData samples() {
        SampledData samples = new SampledData();
        samples.setOrigin(quantity(new Quantity()));
        samples.getOrigin().setComparator(null);
        samples.setFactor(new BigDecimal("0.5"));
        samples.setData("1 -2.5 E " + number(50) + " U");
        return samples;
    }

    private ContactPoint contact() {
        return new ContactPoint()
                .setSystem(one(List.of(ContactPointSystem.PHONE, ContactPointSystem.EMAIL)))
                .setValue("+49 30 " + number(500));
    }

    private HumanName name() {
        HumanName name = new HumanName().setFamily(text());
        for (int i = number(3); i > 0; i--) {
            name.addGiven(word());
        }
        return chance(0.2) ? name.addPrefix("Dr.").setText(text()) : name;
    }

    private Address address() {
        Address address = new Address().addLine(text());
        if (chance(0.6)) {
            address.setCity(word()).setDistrict(word());
        }
        if (chance(0.6)) {
            address.setPostalCode("1" + number(300)).setCountry(one(List.of("DE", "FR")));
        }
        return chance(0.4) ? address.setState(word()) : address;
    }
}
