package org.radbridge.fhirmapper.mapping;

import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Device.DeviceNameType;
import org.hl7.fhir.r4.model.Device.FHIRDeviceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.radbridge.contracts.ModelRun;

/**
 * A model's version as a Device, as PS3.16 TID 4019 and the Contributing Equipment Sequence of IHE
 * AIR name it: one Device per Device UID, which changes with the model.
 */
final class DeviceMapping {
    private DeviceMapping() {}

    static Device device(ModelRun run) {
        Device device = new Device();
        device.setId(ResourceIds.device(run.deviceUid()));
        device.addIdentifier(StudyReferences.uid(run.deviceUid()));
        device.addIdentifier(model(run));
        device.setStatus(FHIRDeviceStatus.ACTIVE);
        device.setManufacturer(run.manufacturer());
        device.addDeviceName().setName(run.model()).setType(DeviceNameType.MODELNAME);
        device.getType().setText("Image analysis model");
        device.addVersion().setValue(run.version());
        device.addNote().setText(run.statement());
        return device;
    }

    /** The model card's identifier. */
    static Identifier model(ModelRun run) {
        return model(run.model(), run.version());
    }

    static Identifier model(String model, String version) {
        return new Identifier().setSystem(CodeSystems.MODEL).setValue(model + "/" + version);
    }
}
