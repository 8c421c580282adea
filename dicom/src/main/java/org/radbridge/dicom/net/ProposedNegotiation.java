package org.radbridge.dicom.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.association.OperationsWindow;
import org.radbridge.dicom.pdu.UserInformationItem;
import org.radbridge.dicom.pdu.UserInformationItem.RoleSelection;
import org.radbridge.dicom.pdu.UserInformationItem.SopClassCommonExtendedNegotiation;
import org.radbridge.dicom.pdu.UserInformationItem.SopClassExtendedNegotiation;

/**
 * What a requestor proposes beside presentation contexts, PS3.7 §D.3.3. What is at its default is
 * not proposed.
 *
 * @param window operations outstanding at once
 * @param roles for which SOP classes the requestor would be SCP
 * @param extended service class application information
 * @param commonExtended which general SOP classes a specialised one resembles
 * @param user who the user is
 */
public record ProposedNegotiation(
        OperationsWindow window,
        List<RoleSelection> roles,
        List<SopClassExtendedNegotiation> extended,
        List<SopClassCommonExtendedNegotiation> commonExtended,
        Optional<UserIdentity> user) {

    /** Nothing beyond presentation contexts. */
    public static final ProposedNegotiation NONE =
            new ProposedNegotiation(
                    OperationsWindow.SYNCHRONOUS,
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.empty());

    public ProposedNegotiation {
        roles = List.copyOf(roles);
        extended = List.copyOf(extended);
        commonExtended = List.copyOf(commonExtended);
    }

    /** The same with another window. */
    public ProposedNegotiation withWindow(OperationsWindow newWindow) {
        return new ProposedNegotiation(newWindow, roles, extended, commonExtended, user);
    }

    /** The same with these roles for one SOP class, instead of others for the same. */
    public ProposedNegotiation withRole(String sopClassUid, boolean scu, boolean scp) {
        List<RoleSelection> more =
                new ArrayList<>(
                        roles.stream()
                                .filter(role -> !role.sopClassUid().equals(sopClassUid))
                                .toList());
        more.add(new RoleSelection(sopClassUid, scu, scp));
        return new ProposedNegotiation(window, more, extended, commonExtended, user);
    }

    /** The same with one more item of extended negotiation. */
    public ProposedNegotiation withExtended(SopClassExtendedNegotiation item) {
        List<SopClassExtendedNegotiation> more = new ArrayList<>(extended);
        more.add(item);
        return new ProposedNegotiation(window, roles, more, commonExtended, user);
    }

    /** The same with one more item of common extended negotiation. */
    public ProposedNegotiation withCommonExtended(SopClassCommonExtendedNegotiation item) {
        List<SopClassCommonExtendedNegotiation> more = new ArrayList<>(commonExtended);
        more.add(item);
        return new ProposedNegotiation(window, roles, extended, more, user);
    }

    /** The same with this user. */
    public ProposedNegotiation withUser(UserIdentity identity) {
        return new ProposedNegotiation(
                window, roles, extended, commonExtended, Optional.of(identity));
    }

    /** The items in the order of PS3.7 §D.3.3. */
    List<UserInformationItem> items() {
        List<UserInformationItem> items = new ArrayList<>();
        if (!window.equals(OperationsWindow.SYNCHRONOUS)) {
            items.add(window.item());
        }
        items.addAll(roles);
        items.addAll(extended);
        items.addAll(commonExtended);
        user.ifPresent(identity -> items.add(identity.item()));
        return items;
    }
}
