package org.radbridge.dicom.iod;

import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;

/** The Enhanced General Equipment module (PS3.3 section C.7.5.2); none may be empty. */
public record Equipment(
        String manufacturer, String modelName, String deviceSerialNumber, String softwareVersion) {

    void writeTo(DataSet target) {
        target.put(Tag.Manufacturer, manufacturer)
                .put(Tag.ManufacturerModelName, modelName)
                .put(Tag.DeviceSerialNumber, deviceSerialNumber)
                .put(Tag.SoftwareVersions, softwareVersion);
    }
}
