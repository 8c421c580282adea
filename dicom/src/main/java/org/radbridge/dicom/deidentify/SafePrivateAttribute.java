package org.radbridge.dicom.deidentify;

/**
 * A private attribute that a site knows to hold nothing about a person (PS3.15 section E.3.10).
 *
 * @param group odd
 * @param creator who reserved the block
 * @param element the last two hexadecimal digits of the element number
 */
public record SafePrivateAttribute(int group, String creator, int element) {}
