package org.radbridge.contracts;

/** Whether a radiologist has signed a result. Things that are never signed count as signed. */
public enum ResultState {
    UNSIGNED,
    SIGNED
}
