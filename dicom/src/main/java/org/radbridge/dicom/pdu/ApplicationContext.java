package org.radbridge.dicom.pdu;

/** Names of application contexts. */
public final class ApplicationContext {

    /** The DICOM application context, PS3.7 annex A.2.1. */
    public static final String DICOM = "1.2.840.10008.3.1.1.1";

    private ApplicationContext() {}
}
