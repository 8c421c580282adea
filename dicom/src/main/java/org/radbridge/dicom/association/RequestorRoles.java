package org.radbridge.dicom.association;

import java.util.Optional;
import org.radbridge.dicom.pdu.UserInformation;
import org.radbridge.dicom.pdu.UserInformationItem.RoleSelection;

/** The roles that an association's requestor may take for one SOP class, PS3.7 §D.3.3.4. */
public record RequestorRoles(boolean scu, boolean scp) {

    /** What holds without negotiation. */
    public static final RequestorRoles SCU_ONLY = new RequestorRoles(true, false);

    /** What was proposed and answered; the default when either side says nothing of the class. */
    static RequestorRoles of(
            String sopClassUid, UserInformation proposed, UserInformation answered) {
        Optional<RoleSelection> wanted = find(sopClassUid, proposed);
        Optional<RoleSelection> granted = find(sopClassUid, answered);
        if (wanted.isEmpty() || granted.isEmpty()) {
            return SCU_ONLY;
        }
        return new RequestorRoles(
                wanted.get().scu() && granted.get().scu(),
                wanted.get().scp() && granted.get().scp());
    }

    private static Optional<RoleSelection> find(String sopClassUid, UserInformation items) {
        return items.all(RoleSelection.class)
                .filter(role -> role.sopClassUid().equals(sopClassUid))
                .findFirst();
    }
}
