package org.radbridge.dicom.association;

import org.radbridge.dicom.pdu.UserInformation;
import org.radbridge.dicom.pdu.UserInformationItem.AsynchronousOperationsWindow;

/**
 * How many operations may be outstanding at once, PS3.7 §D.3.3.3; seen from the requestor, as both
 * sides write it on the wire.
 *
 * @param invoked by the requestor, at least 1
 * @param performed by the requestor, at least 1
 */
public record OperationsWindow(int invoked, int performed) {

    /** One at a time each way: what holds without negotiation. */
    public static final OperationsWindow SYNCHRONOUS = new OperationsWindow(1, 1);

    /** What 0, "unlimited", is taken for. */
    private static final int UNLIMITED = 0xFFFF;

    public OperationsWindow {
        if (invoked < 1 || invoked > UNLIMITED || performed < 1 || performed > UNLIMITED) {
            throw new IllegalArgumentException("a window is 1 to 65535 operations");
        }
    }

    /** The window that a proposal or an answer names; synchronous when it names none. */
    public static OperationsWindow of(UserInformation items) {
        return items.first(AsynchronousOperationsWindow.class)
                .map(item ->
                        new OperationsWindow(
                                limited(item.maximumInvoked()), limited(item.maximumPerformed())))
                .orElse(SYNCHRONOUS);
    }

    /** The smaller of both, each way. */
    public OperationsWindow narrowedTo(OperationsWindow other) {
        return new OperationsWindow(
                Math.min(invoked, other.invoked), Math.min(performed, other.performed));
    }

    /** How it stands on the wire. */
    public AsynchronousOperationsWindow item() {
        return new AsynchronousOperationsWindow(invoked, performed);
    }

    private static int limited(int count) {
        return count == 0 ? UNLIMITED : count;
    }
}
