package org.radbridge.fhirmapper.registry;

import java.time.LocalDate;
import java.util.Date;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.radbridge.fhirmapper.mapping.CodeSystems;
import org.radbridge.fhirmapper.mapping.ProposalMapping;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.registry.CaseEvidence.CaseFinding;
import org.radbridge.fhirmapper.registry.RegistryCase.State;

/** The ServiceRequest for what a case calls for. */
record CaseFollowUp(RegistryCase of) {

    /** As a person confirmed or dismissed the case. */
    ServiceRequest decided(Reference who) {
        boolean confirmed = of.state() == State.CONFIRMED;
        ServiceRequest request = proposed();
        request.setStatus(confirmed ? ServiceRequestStatus.ACTIVE : ServiceRequestStatus.REVOKED);
        if (confirmed) {
            request.setIntent(ServiceRequestIntent.ORDER);
            request.setRequester(who);
        }
        return request;
    }

    /** As long as nobody decided. */
    ServiceRequest proposed() {
        FollowUp asked = of.rule().followUp();
        CaseEvidence latest = of.latest();
        ServiceRequest request = new ServiceRequest();
        request.setId(ResourceIds.registryFollowUp(of.id()));
        request.setMeta(CaseResources.meta(of));
        request.addIdentifier(CaseResources.identifier(of));
        request.setStatus(
                of.state() == State.WITHDRAWN
                        ? ServiceRequestStatus.ENTEREDINERROR
                        : ServiceRequestStatus.DRAFT);
        request.setIntent(ServiceRequestIntent.PROPOSAL);
        request.setPriority(ServiceRequestPriority.ROUTINE);
        request.setCode(
                new CodeableConcept()
                        .setText(asked.code().display())
                        .addCoding(asked.code().coding()));
        request.addOrderDetail()
                .addCoding(new Coding().setSystem(CodeSystems.DICOM).setCode(asked.modality()));
        request.setSubject(new Reference("Patient/" + of.patient()));
        request.setOccurrence(
                new Period()
                        .setStartElement(day(asked.from(latest.day())))
                        .setEndElement(day(asked.until(latest.day()))));
        request.setAuthoredOn(Date.from(of.opened()));
        request.setRequester(device(latest.findings().getFirst()));
        request.addReasonReference(new CaseCondition(of).reference());
        request.addSupportingInfo(
                new Reference("ImagingStudy/" + ResourceIds.imagingStudy(latest.study())));
        request.addSupportingInfo(ProposalMapping.report(latest.study()));
        if (asked.note() != null) {
            request.addNote().setText(asked.note());
        }
        if (!latest.dated()) {
            request.addNote()
                    .setText(
                            "The study has no date: the time is counted from the day of its result.");
        }
        return request;
    }

    private static Reference device(CaseFinding finding) {
        return ProposalMapping.device(finding.deviceUid(), finding.model());
    }

    private static DateTimeType day(LocalDate day) {
        return new DateTimeType(day.toString());
    }
}
