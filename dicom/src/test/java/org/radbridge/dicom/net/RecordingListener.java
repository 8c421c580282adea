package org.radbridge.dicom.net;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.radbridge.dicom.pdu.AAssociateRj;

/** A listener that remembers what it was told. */
final class RecordingListener implements AssociationListener {

    final List<AssociationInfo> opened = new CopyOnWriteArrayList<>();
    final List<AssociationInfo> released = new CopyOnWriteArrayList<>();
    final List<AbortCause> aborted = new CopyOnWriteArrayList<>();
    final List<AbortCause> failed = new CopyOnWriteArrayList<>();
    final List<AAssociateRj> rejected = new CopyOnWriteArrayList<>();
    final List<Caller> rejectedCallers = new CopyOnWriteArrayList<>();
    final List<Throwable> handlerFailures = new CopyOnWriteArrayList<>();

    @Override
    public void opened(AssociationInfo association) {
        opened.add(association);
    }

    @Override
    public void rejected(Caller caller, AAssociateRj answer) {
        rejectedCallers.add(caller);
        rejected.add(answer);
    }

    @Override
    public void released(AssociationInfo association) {
        released.add(association);
    }

    @Override
    public void aborted(AssociationInfo association, AbortCause cause) {
        aborted.add(cause);
    }

    @Override
    public void failedBeforeAssociation(String remoteHost, AbortCause cause) {
        failed.add(cause);
    }

    @Override
    public void handlerFailed(AssociationInfo association, Throwable failure) {
        handlerFailures.add(failure);
    }
}
