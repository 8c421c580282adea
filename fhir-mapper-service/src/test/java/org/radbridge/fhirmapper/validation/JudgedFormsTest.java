package org.radbridge.fhirmapper.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C7")
class JudgedFormsTest {
    private static final String PATIENT = "{\"resourceType\":\"Patient\",\"id\":\"%s\"}";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void aFormIsVouchedForOnceOneOfItConforms() {
        JudgedForms forms = new JudgedForms(10, Integer.MAX_VALUE, meters);
        ResourceForm form = forms.formOf(PATIENT.formatted("a")).orElseThrow();
        assertThat(forms.vouchFor(form)).isFalse();
        forms.judged(form, true);
        assertThat(forms.vouchFor(forms.formOf(PATIENT.formatted("b")).orElseThrow())).isTrue();
        assertThat(counted("known")).isEqualTo(1);
    }

    @Test
    void whatWasRefusedIsJudgedEachTime() {
        JudgedForms forms = new JudgedForms(10, Integer.MAX_VALUE, meters);
        ResourceForm form = forms.formOf(PATIENT.formatted("a")).orElseThrow();
        forms.judged(form, false);
        assertThat(forms.vouchFor(form)).isFalse();
        assertThat(counted("contradicted")).isZero();
    }

    @Test
    void aShareIsJudgedInFullAgain() {
        JudgedForms forms = new JudgedForms(10, 4, meters);
        ResourceForm form = forms.formOf(PATIENT.formatted("a")).orElseThrow();
        forms.judged(form, true);
        assertThat(IntStream.range(0, 4000).filter(_ -> !forms.vouchFor(form)).count())
                .isBetween(700L, 1300L);
    }

    @Test
    void aContradictionEndsTheRelianceOnForms() {
        JudgedForms forms = new JudgedForms(10, Integer.MAX_VALUE, meters);
        ResourceForm form = forms.formOf(PATIENT.formatted("a")).orElseThrow();
        forms.judged(form, true);
        forms.judged(form, false);
        assertThat(forms.vouchFor(form)).isFalse();
        assertThat(forms.formOf(PATIENT.formatted("a"))).isEmpty();
        assertThat(counted("contradicted")).isEqualTo(1);
    }

    @Test
    void nothingIsRememberedWhereASiteWantsEachJudgedInFull() {
        assertThat(new JudgedForms(0, 1, meters).formOf(PATIENT.formatted("a"))).isEmpty();
    }

    private double counted(String name) {
        return meters.counter("radbridge.validation.form." + name).count();
    }
}
