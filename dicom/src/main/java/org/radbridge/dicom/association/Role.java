package org.radbridge.dicom.association;

/** Which side of an association an application entity is on, PS3.8 §7.1. */
public enum Role {
    REQUESTOR,
    ACCEPTOR
}
