package org.radbridge.fhirmapper.hl7v2.er7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.fhirmapper.testing.Hl7v2Samples;
import org.radbridge.kit.failure.RadbridgeException;

@Tag("F1")
class Er7MessageTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:15:30.250Z");
    private static final String ADT = Hl7v2Samples.adt("A01", "4711", "C1", NOW);

    @Test
    void everyFieldReadsAsHapiReadsIt() throws HL7Exception {
        PipeParser parser = new PipeParser();
        parser.setValidationContext(ValidationContextFactory.noValidation());
        Message theirs = parser.parse(ADT);
        Terser terser = new Terser(theirs);
        Er7Message ours = Er7Message.parse(ADT);
        int compared = 0;
        for (Er7Segment segment : ours.segments()) {
            for (int field = 1; field <= 45; field++) {
                if (segment.name().equals("MSH") && field <= 2) {
                    continue;
                }
                for (int component = 1; component <= 7; component++) {
                    String expected =
                            terser.get("/." + segment.name() + "-" + field + "-" + component);
                    assertThat(segment.value(field, component).orElse(null))
                            .as(segment.name() + "-" + field + "." + component)
                            .isEqualTo(expected);
                    compared += expected == null ? 0 : 1;
                }
            }
        }
        assertThat(compared).isGreaterThan(40);
    }

    @Test
    void aSendersOwnDelimitersAreTaken() {
        Er7Message message = Er7Message.parse("MSH$%*!@$APP$FAC%x@y\rPID$$$1%2*3%4\r");
        assertThat(message.header().value(3)).contains("APP");
        assertThat(message.header().repetitions(4).getFirst().subcomponent(2, 2)).contains("y");
        Er7Segment pid = message.first("PID").orElseThrow();
        assertThat(pid.repetitions(3)).hasSize(2);
        assertThat(pid.repetitions(3).getLast().component(2)).contains("4");
    }

    @Test
    void escapesAreUndoneAndPut() {
        String plain = "a|b^c~d\\e&f\ng";
        String segment = SegmentWriter.of("NTE").field(3, plain).write();
        assertThat(segment).isEqualTo("NTE|||a\\F\\b\\S\\c\\R\\d\\E\\e\\T\\f\\.br\\g\r");
        Er7Message read = Er7Message.parse("MSH|^~\\&|\r" + segment + "OBX|1|TX|x\\X41\\\\Q\\y\r");
        assertThat(read.first("NTE").orElseThrow().value(3)).contains(plain);
        assertThat(read.first("OBX").orElseThrow().value(3)).contains("xA\\Q\\y");
    }

    @Test
    void anEmptyFieldAndANullAreNotTheSame() {
        Er7Segment pid = Er7Message.parse("MSH|^~\\&|\rPID|1||\"\"|\r").first("PID").orElseThrow();
        assertThat(pid.deletes(3)).isTrue();
        assertThat(pid.says(3)).isTrue();
        assertThat(pid.value(3)).isEmpty();
        assertThat(pid.says(4)).isFalse();
        assertThat(pid.deletes(4)).isFalse();
    }

    @Test
    void aMessageCutAnywhereIsReadOrRefusedAndNothingElse() {
        for (int end = 0; end <= ADT.length(); end++) {
            readOrRefuse(ADT.substring(0, end));
        }
    }

    @Test
    void aMessageWithAnyByteChangedIsReadOrRefusedAndNothingElse() {
        Random random = new Random(7);
        for (int i = 0; i < 5000; i++) {
            StringBuilder changed = new StringBuilder(ADT);
            for (int change = 0; change <= i % 4; change++) {
                changed.setCharAt(random.nextInt(ADT.length()), (char) random.nextInt(256));
            }
            readOrRefuse(changed.toString());
        }
    }

    @Test
    void bytesThatACharacterSetDoesNotHaveAreRefused() {
        byte[] latin = "Müller".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(CharacterSets.decode(latin, CharacterSets.of("8859/1").orElseThrow()))
                .isEqualTo("Müller");
        assertThatThrownBy(() -> CharacterSets.decode(latin, StandardCharsets.UTF_8))
                .isInstanceOf(RadbridgeException.class)
                .hasMessageContaining("hl7v2-character-set")
                .hasMessageNotContaining("ller");
        assertThatThrownBy(() -> CharacterSets.decode(latin, StandardCharsets.US_ASCII))
                .isInstanceOf(RadbridgeException.class);
    }

    @Test
    void timesKeepTheirPrecisionAndZone() {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        assertThat(Dtm.of("1970", zone).orElseThrow().fhirDate()).isEqualTo("1970");
        assertThat(Dtm.of("197001", zone).orElseThrow().fhirDate()).isEqualTo("1970-01");
        assertThat(Dtm.of("19700102", zone).orElseThrow().fhirDateTime()).isEqualTo("1970-01-02");
        assertThat(Dtm.of("20261122081530.25", zone).orElseThrow().instant())
                .isEqualTo(Instant.parse("2026-11-22T07:15:30.250Z"));
        assertThat(Dtm.of("202611220815-0500", zone).orElseThrow().fhirDateTime())
                .isEqualTo("2026-11-22T08:15:00-05:00");
        assertThat(Dtm.of(Dtm.write(NOW), zone).orElseThrow().instant()).isEqualTo(NOW);
        assertThat(Dtm.of("20261322", zone)).isEmpty();
        assertThat(Dtm.of("yesterday", zone)).isEmpty();
    }

    private static void readOrRefuse(String text) {
        try {
            Er7Message message = Er7Message.parse(text);
            message.segments().forEach(segment -> segment.repetitions(3).forEach(Object::hashCode));
        } catch (Er7FormatException e) {
            assertThat(e.detail()).doesNotContain("4711").doesNotContain("Doe");
        }
    }
}
