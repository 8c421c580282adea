package org.radbridge.dicom.association;

import java.util.ArrayList;
import java.util.List;
import org.radbridge.dicom.pdu.UserInformation;
import org.radbridge.dicom.pdu.UserInformationItem;
import org.radbridge.dicom.pdu.UserInformationItem.ImplementationClassUid;
import org.radbridge.dicom.pdu.UserInformationItem.ImplementationVersionName;
import org.radbridge.dicom.pdu.UserInformationItem.MaximumLength;

/**
 * What this side tells every peer about itself.
 *
 * @param maximumLength longest P-DATA-TF variable field received, in bytes
 * @param implementationClassUid PS3.7 §D.3.3.2
 * @param implementationVersionName at most 16 characters
 */
public record LocalEntity(
        int maximumLength, String implementationClassUid, String implementationVersionName) {

    /** Root 2.25 with a UUID drawn once for Radbridge (PS3.5 §B.2). */
    public static final String RADBRIDGE_CLASS_UID = "2.25.42045030535211858512785429817492050020";

    public static final String RADBRIDGE_VERSION_NAME = "RADBRIDGE_0_1";

    public LocalEntity {
        if (implementationVersionName.length() > 16) {
            throw new IllegalArgumentException("implementation version name over 16 characters");
        }
    }

    /** Radbridge itself. */
    public static LocalEntity radbridge(int maximumLength) {
        return new LocalEntity(maximumLength, RADBRIDGE_CLASS_UID, RADBRIDGE_VERSION_NAME);
    }

    /** The sub-items that open every user information item. */
    public UserInformation userInformation(List<UserInformationItem> more) {
        List<UserInformationItem> items = new ArrayList<>();
        items.add(new MaximumLength(maximumLength));
        items.add(new ImplementationClassUid(implementationClassUid));
        items.add(new ImplementationVersionName(implementationVersionName));
        items.addAll(more);
        return new UserInformation(items);
    }
}
