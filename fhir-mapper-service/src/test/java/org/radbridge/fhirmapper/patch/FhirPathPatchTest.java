package org.radbridge.fhirmapper.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.kit.failure.RadbridgeException;

@Tag("C7")
class FhirPathPatchTest {
    private static final FhirPaths PATHS = new FhirPaths();

    private final FhirJson fhirJson = new FhirJson();
    private final Parameters patch = new Parameters();

    @Test
    void addPutsAnElementWhereNoneIs() {
        add("Patient", "birthDate", new DateType("1980-02-03"));
        add("Patient", "gender", new CodeType("female"));
        add("Patient", "deceased", new BooleanType(true));
        add("Patient", "telecom", new ContactPoint().setValue("1"));
        add("Patient.name[0]", "given", new StringType("Q"));

        Patient after = patched();

        assertThat(after.getBirthDateElement().getValueAsString()).isEqualTo("1980-02-03");
        assertThat(after.getGender()).isEqualTo(AdministrativeGender.FEMALE);
        assertThat(after.getDeceasedBooleanType().booleanValue()).isTrue();
        assertThat(after.getTelecom()).hasSize(1);
        assertThat(after.getNameFirstRep().getGivenAsSingleString()).isEqualTo("Jane Q");
    }

    @Test
    void anElementWithoutATypeIsMadeOfItsParts() {
        ParametersParameterComponent operation = operation("add", "Patient");
        operation.addPart().setName("name").setValue(new StringType("contact"));
        ParametersParameterComponent value = operation.addPart().setName("value");
        value.addPart().setName("name").setValue(new HumanName().setFamily("Kin"));
        value.addPart().setName("gender").setValue(new CodeType("male"));

        Patient after = patched();

        assertThat(after.getContactFirstRep().getName().getFamily()).isEqualTo("Kin");
        assertThat(after.getContactFirstRep().getGender()).isEqualTo(AdministrativeGender.MALE);
    }

    @Test
    void insertPutsAnElementAtItsPlace() {
        ParametersParameterComponent operation = operation("insert", "Patient.identifier");
        operation.addPart().setName("index").setValue(new IntegerType(1));
        operation.addPart().setName("value").setValue(new Identifier().setValue("new"));

        assertThat(patched().getIdentifier())
                .extracting(Identifier::getValue)
                .containsExactly("a", "new", "b", "c");
    }

    @Test
    void deleteTakesAnElementAwayOrNothing() {
        operation("delete", "Patient.identifier.where(value='b')");
        operation("delete", "Patient.birthDate");
        operation("delete", "Patient.active");

        Patient after = patched();

        assertThat(after.getIdentifier())
                .extracting(Identifier::getValue)
                .containsExactly("a", "c");
        assertThat(after.hasActive()).isFalse();
    }

    @Test
    void replaceKeepsTheElementsPlace() {
        replace("Patient.identifier[1]", new Identifier().setValue("B"));
        replace("Patient.name[0].family", new StringType("Roe"));
        replace("Patient.active", new BooleanType(false));

        Patient after = patched();

        assertThat(after.getIdentifier())
                .extracting(Identifier::getValue)
                .containsExactly("a", "B", "c");
        assertThat(after.getNameFirstRep().getFamily()).isEqualTo("Roe");
        assertThat(after.getActive()).isFalse();
    }

    @Test
    void moveChangesTheOrder() {
        ParametersParameterComponent operation = operation("move", "Patient.identifier");
        operation.addPart().setName("source").setValue(new IntegerType(2));
        operation.addPart().setName("destination").setValue(new IntegerType(0));

        assertThat(patched().getIdentifier())
                .extracting(Identifier::getValue)
                .containsExactly("c", "a", "b");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        replace("Patient.birthDate", new DateType("1980"));
        refused("fhir-patch-misses");
        add("Patient", "active", new BooleanType(true));
        refused("fhir-patch-misses");
        add("Patient", "shoe", new StringType("44"));
        refused("fhir-patch-misses");
        add("Patient", "birthDate", new HumanName());
        refused("fhir-patch-misses");
        operation("delete", "Patient.identifier");
        refused("fhir-patch-misses");
        replace("Patient.id", new StringType("2"));
        refused("fhir-patch-misses");
        operation("delete", "Patient.where(");
        refused("fhir-patch-invalid");
        operation("grow", "Patient.name");
        refused("fhir-patch-misses");
        patch.addParameter().setName("other");
        refused("fhir-patch-invalid");
        assertThatThrownBy(() -> FhirPathPatch.of(fhirJson, PATHS, new Patient()))
                .isInstanceOf(RadbridgeException.class);
    }

    private void add(String path, String name, Type value) {
        ParametersParameterComponent operation = operation("add", path);
        operation.addPart().setName("name").setValue(new StringType(name));
        operation.addPart().setName("value").setValue(value);
    }

    private void replace(String path, Type value) {
        operation("replace", path).addPart().setName("value").setValue(value);
    }

    private ParametersParameterComponent operation(String type, String path) {
        ParametersParameterComponent operation = patch.addParameter().setName("operation");
        operation.addPart().setName("type").setValue(new CodeType(type));
        operation.addPart().setName("path").setValue(new StringType(path));
        return operation;
    }

    private Patient patched() {
        return fhirJson.read(
                Patient.class,
                FhirPathPatch.of(fhirJson, PATHS, patch).apply(fhirJson.write(before()), "1"));
    }

    private void refused(String failure) {
        assertThatThrownBy(this::patched)
                .isInstanceOfSatisfying(
                        RadbridgeException.class,
                        e -> assertThat(e.failureId().id()).isEqualTo(failure));
        patch.getParameter().clear();
    }

    private static Patient before() {
        Patient patient = new Patient();
        patient.setId("1");
        patient.setActive(true);
        patient.addName().setFamily("Doe").addGiven("Jane");
        for (String value : new String[] {"a", "b", "c"}) {
            patient.addIdentifier().setValue(value);
        }
        return patient;
    }
}
