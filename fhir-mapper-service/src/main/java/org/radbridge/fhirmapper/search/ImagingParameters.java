package org.radbridge.fhirmapper.search;

import static org.radbridge.fhirmapper.search.Elements.all;
import static org.radbridge.fhirmapper.search.Elements.each;
import static org.radbridge.fhirmapper.search.Elements.flat;
import static org.radbridge.fhirmapper.search.Elements.to;

import java.util.List;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.ImagingStudy;

/** Studies, where their images are, and the devices and models that looked at them. */
final class ImagingParameters {
    private ImagingParameters() {}

    static ResourceParameters imagingStudy() {
        return ResourceParameters.of(ImagingStudy.class)
                .references(
                        "basedon",
                        "basedOn",
                        ImagingStudy::getBasedOn,
                        "Appointment",
                        "AppointmentResponse",
                        "CarePlan",
                        "ServiceRequest",
                        "Task")
                .tokens("bodysite", "series", i -> each(i.getSeries(), b -> b.getBodySite()))
                .tokens(
                        "dicom-class",
                        "series",
                        i -> each(flat(i.getSeries(), b -> b.getInstance()), c -> c.getSopClass()))
                .reference("encounter", "encounter", ImagingStudy::getEncounter, "Encounter")
                .references(
                        "endpoint",
                        "endpoint series",
                        i -> all(i.getEndpoint(), flat(i.getSeries(), b -> b.getEndpoint())),
                        "Endpoint")
                .tokens("identifier", "identifier", ImagingStudy::getIdentifier)
                .tokens(
                        "instance",
                        "series",
                        i ->
                                each(
                                        flat(i.getSeries(), b -> b.getInstance()),
                                        c -> c.getUidElement()))
                .references(
                        "interpreter",
                        "interpreter",
                        ImagingStudy::getInterpreter,
                        "Practitioner",
                        "PractitionerRole")
                .tokens("modality", "series", i -> each(i.getSeries(), b -> b.getModality()))
                .references(
                        "patient",
                        "subject",
                        i -> to("Patient", List.of(i.getSubject())),
                        "Patient")
                .references(
                        "performer",
                        "series",
                        i -> each(flat(i.getSeries(), b -> b.getPerformer()), c -> c.getActor()),
                        "CareTeam",
                        "Device",
                        "Organization",
                        "Patient",
                        "Practitioner",
                        "PractitionerRole",
                        "RelatedPerson")
                .tokens("reason", "reasonCode", ImagingStudy::getReasonCode)
                .reference(
                        "referrer",
                        "referrer",
                        ImagingStudy::getReferrer,
                        "Practitioner",
                        "PractitionerRole")
                .tokens("series", "series", i -> each(i.getSeries(), b -> b.getUidElement()))
                .date("started", "started", ImagingStudy::getStartedElement)
                .token("status", "status", ImagingStudy::getStatusElement)
                .reference(
                        "subject",
                        "subject",
                        ImagingStudy::getSubject,
                        "Device",
                        "Group",
                        "Patient")
                .build();
    }

    static ResourceParameters endpoint() {
        return ResourceParameters.of(Endpoint.class)
                .token("connection-type", "connectionType", Endpoint::getConnectionType)
                .tokens("identifier", "identifier", Endpoint::getIdentifier)
                .string("name", "name", Endpoint::getNameElement)
                .reference(
                        "organization",
                        "managingOrganization",
                        Endpoint::getManagingOrganization,
                        "Organization")
                .tokens("payload-type", "payloadType", Endpoint::getPayloadType)
                .token("status", "status", Endpoint::getStatusElement)
                .build();
    }

    static ResourceParameters device() {
        return ResourceParameters.of(Device.class)
                .strings(
                        "device-name",
                        "deviceName type",
                        d ->
                                all(
                                        each(d.getDeviceName(), b -> b.getNameElement()),
                                        each(d.getType().getCoding(), c -> c.getDisplayElement()),
                                        List.of(d.getType().getTextElement())))
                .tokens("identifier", "identifier", Device::getIdentifier)
                .reference("location", "location", Device::getLocation, "Location")
                .string("manufacturer", "manufacturer", Device::getManufacturerElement)
                .string("model", "modelNumber", Device::getModelNumberElement)
                .reference("organization", "owner", Device::getOwner, "Organization")
                .reference("patient", "patient", Device::getPatient, "Patient")
                .token("status", "status", Device::getStatusElement)
                .token("type", "type", Device::getType)
                .strings(
                        "udi-carrier",
                        "udiCarrier",
                        d -> each(d.getUdiCarrier(), b -> b.getCarrierHRFElement()))
                .strings(
                        "udi-di",
                        "udiCarrier",
                        d -> each(d.getUdiCarrier(), b -> b.getDeviceIdentifierElement()))
                .uri("url", "url", Device::getUrlElement)
                .build();
    }
}
