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

    public LocalEntity {
        if (implementationVersionName.length() > 16) {
            throw new IllegalArgumentException("implementation version name over 16 characters");
        }
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
