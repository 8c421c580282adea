package org.radbridge.dicom.net;

import org.radbridge.dicom.pdu.AAssociateRj;

/**
 * Told of what becomes of associations, for audit, log and metrics. Called on event loops, must not
 * block; what it throws is logged and changes nothing. Every opened association ends with exactly
 * one of {@code released} and {@code aborted}.
 */
public interface AssociationListener {

    /** An association stands. */
    default void opened(AssociationInfo association) {}

    /** A proposal was refused, by policy, negotiation or for lack of room. */
    default void rejected(Caller caller, AAssociateRj answer) {}

    /** An association ended in order. */
    default void released(AssociationInfo association) {}

    /** An association ended otherwise. */
    default void aborted(AssociationInfo association, AbortCause cause) {}

    /** A connection ended before it was an association: no or no readable A-ASSOCIATE-RQ. */
    default void failedBeforeAssociation(String remoteHost, AbortCause cause) {}

    /** A handler failed; the peer was told the status, the association goes on. */
    default void handlerFailed(AssociationInfo association, Throwable failure) {}
}
