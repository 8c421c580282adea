package org.radbridge.rbac.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.ValidationResult;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.AuditEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.PatientIdentifier;

@Tag("E5")
class AuditEventMappingTest {
    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final FhirValidator VALIDATOR = validator();
    private static final PatientIdentifier PATIENT = new PatientIdentifier("hospital", "4711");

    @ParameterizedTest
    @EnumSource(Action.class)
    void everyActionIsAnAuditEventThatHapisValidatorAccepts(Action action) {
        valid(AuditEventMapping.auditEvent(Accesses.of("ann", action, PATIENT)));
    }

    @Test
    void aRefusedDicomPeerIsAnAuditEventThatHapisValidatorAccepts() {
        AuditEvent event = AuditEventMapping.auditEvent(Accesses.refusedPeer());
        valid(event);
        assertThat(event.getType().getCode()).isEqualTo("110113");
        assertThat(event.getOutcome().toCode()).isEqualTo("4");
        assertThat(event.getOutcomeDesc()).isEqualTo("unknown-caller");
        assertThat(event.getAgentFirstRep().hasPolicy()).isFalse();
    }

    @Test
    void aReadNamesAgentWithRolesAndTokenAndPatientStudyAndResourceAsEntities() {
        AuditRecorded access = Accesses.of("ann", Action.READ, PATIENT);
        AuditEvent event = AuditEventMapping.auditEvent(access);
        assertThat(event.getIdElement().getIdPart()).isEqualTo(access.auditId());
        assertThat(event.getType().getCode()).isEqualTo("rest");
        assertThat(event.getSubtypeFirstRep().getCode()).isEqualTo("read");
        assertThat(event.getAction().toCode()).isEqualTo("R");
        assertThat(event.getAgentFirstRep().getPolicy().getFirst().getValue())
                .isEqualTo("urn:jti:token-1");
        assertThat(event.getAgentFirstRep().getRoleFirstRep().getCodingFirstRep().getCode())
                .isEqualTo("radiologist");
        assertThat(event.getEntity())
                .extracting(e -> e.getWhat().getIdentifier().getValue())
                .containsExactly("4711", "urn:oid:1.2.840.1", "DiagnosticReport/report-1");
        assertThat(event.getEntityFirstRep().getWhat().getReference())
                .isEqualTo("Patient/" + PATIENT.key());
    }

    @Test
    void aSearchCarriesItsParametersInBase64AndNowhereInClear() {
        AuditRecorded access = Accesses.of("ann", Action.QUERY, null);
        AuditEvent event = AuditEventMapping.auditEvent(access);
        assertThat(event.getSubtypeFirstRep().getCode()).isEqualTo("search");
        assertThat(event.getAction().toCode()).isEqualTo("E");
        assertThat(new String(event.getEntity().getLast().getQuery(), StandardCharsets.UTF_8))
                .isEqualTo(access.query());
        assertThat(FHIR.newJsonParser().encodeResourceToString(event)).doesNotContain("4711");
    }

    private static void valid(AuditEvent event) {
        ValidationResult result = VALIDATOR.validateWithResult(event);
        assertThat(result.getMessages())
                .filteredOn(m -> m.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
                .isEmpty();
    }

    private static FhirValidator validator() {
        ValidationSupportChain support =
                new ValidationSupportChain(
                        new DefaultProfileValidationSupport(FHIR),
                        new CommonCodeSystemsTerminologyService(FHIR),
                        new InMemoryTerminologyServerValidationSupport(FHIR));
        return FHIR.newValidator().registerValidatorModule(new FhirInstanceValidator(support));
    }
}
