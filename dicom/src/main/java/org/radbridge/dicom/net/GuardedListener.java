package org.radbridge.dicom.net;

import java.lang.System.Logger.Level;
import org.radbridge.dicom.pdu.AAssociateRj;

/** Keeps what a listener throws away from the association that it is told about. */
record GuardedListener(AssociationListener listener) implements AssociationListener {

    private static final System.Logger LOGGER = System.getLogger(GuardedListener.class.getName());

    @Override
    public void opened(AssociationInfo association) {
        guard(() -> listener.opened(association));
    }

    @Override
    public void rejected(Caller caller, AAssociateRj answer) {
        guard(() -> listener.rejected(caller, answer));
    }

    @Override
    public void released(AssociationInfo association) {
        guard(() -> listener.released(association));
    }

    @Override
    public void aborted(AssociationInfo association, AbortCause cause) {
        guard(() -> listener.aborted(association, cause));
    }

    @Override
    public void failedBeforeAssociation(String remoteHost, AbortCause cause) {
        guard(() -> listener.failedBeforeAssociation(remoteHost, cause));
    }

    @Override
    public void handlerFailed(AssociationInfo association, Throwable failure) {
        guard(() -> listener.handlerFailed(association, failure));
    }

    private static void guard(Runnable call) {
        try {
            call.run();
        } catch (Throwable failure) {
            LOGGER.log(Level.WARNING, "dicom-association-listener-failed", failure);
        }
    }
}
