package org.radbridge.rbac.audit;

import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentNetworkType;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.AuditRecorded.Outcome;
import org.radbridge.contracts.PatientIdentifier;

/**
 * An access as a FHIR R4 AuditEvent, in the shapes of IHE BALP: the interaction as subtype, roles
 * and the token's {@code jti} on the agent, the patient, the study and the search parameters as
 * entities.
 */
final class AuditEventMapping {
    private static final String DCM = "http://dicom.nema.org/resources/ontology/DCM";
    private static final String TYPE = "http://terminology.hl7.org/CodeSystem/audit-event-type";
    private static final String INTERACTION = "http://hl7.org/fhir/restful-interaction";
    private static final String ENTITY_TYPE =
            "http://terminology.hl7.org/CodeSystem/audit-entity-type";
    private static final String OBJECT_ROLE = "http://terminology.hl7.org/CodeSystem/object-role";
    private static final String SOURCE_TYPE =
            "http://terminology.hl7.org/CodeSystem/security-source-type";
    private static final String AGENT_TYPE =
            "https://profiles.ihe.net/ITI/BALP/CodeSystem/UserAgentTypes";
    private static final String ROLE = "https://radbridge.org/fhir/CodeSystem/role";
    private static final String RESOURCE = "https://radbridge.org/fhir/CodeSystem/resource";

    private AuditEventMapping() {}

    static AuditEvent auditEvent(AuditRecorded of) {
        AuditEvent event = new AuditEvent();
        event.setId(AuditRow.id(of).toString());
        event.setType(type(of.action()));
        subtype(of.action()).ifPresent(event::addSubtype);
        event.setAction(action(of.action()));
        event.setRecorded(Date.from(of.at()));
        event.setOutcome(outcome(of.outcome()));
        event.setOutcomeDesc(of.failureId());
        event.addAgent(agent(of));
        event.getSource()
                .setObserver(new Reference().setDisplay(of.service()))
                .addType(new Coding(SOURCE_TYPE, "4", "Application Server"));
        entities(event, of);
        return event;
    }

    private static Coding type(Action action) {
        return switch (action) {
            case CREATE, READ, UPDATE, DELETE, QUERY, EXECUTE ->
                    new Coding(TYPE, "rest", "RESTful Operation");
            case TRANSFER -> new Coding(DCM, "110104", "DICOM Instances Transferred");
            case SECURITY_ALERT -> new Coding(DCM, "110113", "Security Alert");
        };
    }

    private static Optional<Coding> subtype(Action action) {
        return switch (action) {
            case CREATE -> Optional.of(new Coding(INTERACTION, "create", "create"));
            case READ -> Optional.of(new Coding(INTERACTION, "read", "read"));
            case UPDATE -> Optional.of(new Coding(INTERACTION, "update", "update"));
            case DELETE -> Optional.of(new Coding(INTERACTION, "delete", "delete"));
            case QUERY -> Optional.of(new Coding(INTERACTION, "search", "search"));
            case EXECUTE -> Optional.of(new Coding(INTERACTION, "operation", "operation"));
            case TRANSFER, SECURITY_ALERT -> Optional.empty();
        };
    }

    private static AuditEventAction action(Action action) {
        return switch (action) {
            case CREATE, TRANSFER -> AuditEventAction.C;
            case READ -> AuditEventAction.R;
            case UPDATE -> AuditEventAction.U;
            case DELETE -> AuditEventAction.D;
            case QUERY, EXECUTE, SECURITY_ALERT -> AuditEventAction.E;
        };
    }

    private static AuditEventOutcome outcome(Outcome outcome) {
        return switch (outcome) {
            case SUCCESS -> AuditEventOutcome._0;
            case REFUSED -> AuditEventOutcome._4;
            case FAILED -> AuditEventOutcome._8;
        };
    }

    private static AuditEventAgentComponent agent(AuditRecorded of) {
        AuditEventAgentComponent agent = new AuditEventAgentComponent();
        agent.setRequestor(true);
        agent.setType(
                new CodeableConcept(
                        of.tokenId() == null
                                ? new Coding(DCM, "110153", "Source Role ID")
                                : new Coding(AGENT_TYPE, "UserOauthAgent", null)));
        agent.setName(of.userName());
        agent.setAltId(of.userId());
        agent.getWho().setDisplay(of.userName());
        of.roles()
                .forEach(role -> agent.addRole(new CodeableConcept(new Coding(ROLE, role, role))));
        if (of.tokenId() != null) {
            agent.addPolicy("urn:jti:" + of.tokenId());
        }
        if (of.sourceAddress() != null) {
            agent.getNetwork()
                    .setAddress(of.sourceAddress())
                    .setType(AuditEventAgentNetworkType._2);
        }
        return agent;
    }

    private static void entities(AuditEvent event, AuditRecorded of) {
        PatientIdentifier patient = of.patient();
        if (patient != null) {
            AuditEventEntityComponent entity = entity(event, "1", "Person", "1", "Patient");
            entity.getWhat()
                    .setReference("Patient/" + patient.key())
                    .setIdentifier(
                            new Identifier()
                                    .setSystem(IdentifierSystem.of(patient.issuer()))
                                    .setValue(patient.value()));
        }
        if (of.studyInstanceUid() != null) {
            AuditEventEntityComponent entity = entity(event, "2", "System Object", "3", "Report");
            entity.getWhat()
                    .setIdentifier(
                            new Identifier()
                                    .setSystem("urn:dicom:uid")
                                    .setValue("urn:oid:" + of.studyInstanceUid()));
        }
        AuditEventEntityComponent resource =
                entity(event, "2", "System Object", "4", "Domain Resource");
        resource.getWhat()
                .setIdentifier(
                        new Identifier()
                                .setSystem(RESOURCE)
                                .setValue(
                                        of.resourceId() == null
                                                ? of.resource()
                                                : of.resource() + "/" + of.resourceId()));
        if (of.query() != null) {
            entity(event, "2", "System Object", "24", "Query")
                    .setQuery(of.query().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static AuditEventEntityComponent entity(
            AuditEvent event, String type, String typeText, String role, String roleText) {
        return event.addEntity()
                .setType(new Coding(ENTITY_TYPE, type, typeText))
                .setRole(new Coding(OBJECT_ROLE, role, roleText));
    }
}
