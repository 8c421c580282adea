package org.radbridge.contracts;

/** What a rule of the access policy lets a role do with a kind of resource. */
public enum AccessAction {
    /** See it: reads, searches, history. */
    READ,
    CREATE,
    UPDATE,
    DELETE
}
