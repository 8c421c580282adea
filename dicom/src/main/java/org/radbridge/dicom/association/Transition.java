package org.radbridge.dicom.association;

/** One filled cell of PS3.8 Table 9-10 with the next state of its action. */
public record Transition(Action action, NextState next) {}
