package org.radbridge.dicom.net;

import org.radbridge.dicom.pdu.AAssociateRj;

/** Why an association could not be opened, or an operation on it not be brought to an end. */
public abstract sealed class AssociationException extends Exception {

    private AssociationException(String message, Throwable cause) {
        super(message, cause);
    }

    private AssociationException(String message) {
        super(message);
    }

    /** No connection to the peer. */
    public static final class NotConnected extends AssociationException {
        public NotConnected(String peer, Throwable cause) {
            super("cannot connect to " + peer, cause);
        }
    }

    /** The peer rejected the association. */
    public static final class Rejected extends AssociationException {

        private final transient AAssociateRj answer;

        public Rejected(AAssociateRj answer) {
            super("association rejected: " + answer);
            this.answer = answer;
        }

        /** What the peer said. */
        public AAssociateRj answer() {
            return answer;
        }
    }

    /** The association ended before the operation did. */
    public static final class Aborted extends AssociationException {

        private final transient AbortCause abortCause;

        public Aborted(AbortCause abortCause) {
            super("association aborted: " + abortCause);
            this.abortCause = abortCause;
        }

        /** Who ended it and why. */
        public AbortCause abortCause() {
            return abortCause;
        }
    }

    /** The association has been released or closed; nothing more can be asked on it. */
    public static final class Closed extends AssociationException {
        public Closed() {
            super("association is closed");
        }
    }

    /** The peer accepted no presentation context for this; other operations may still work. */
    public static final class NoPresentationContext extends AssociationException {
        public NoPresentationContext(String abstractSyntax, String transferSyntax) {
            this("no presentation context for " + abstractSyntax + " in " + transferSyntax);
        }

        private NoPresentationContext(String message) {
            super(message);
        }

        static NoPresentationContext of(String abstractSyntax) {
            return new NoPresentationContext("no presentation context for " + abstractSyntax);
        }
    }
}
