package org.radbridge.dicom.net;

import org.radbridge.dicom.association.LocalEntity;
import org.radbridge.dicom.io.FileMetaInformation;

/** What this toolkit says it is, on associations as in files. */
final class OwnEntity {

    private OwnEntity() {}

    static LocalEntity of(int maximumLength) {
        return new LocalEntity(
                maximumLength,
                FileMetaInformation.IMPLEMENTATION_CLASS_UID,
                FileMetaInformation.IMPLEMENTATION_VERSION_NAME);
    }
}
