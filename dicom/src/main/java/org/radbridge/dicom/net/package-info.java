/**
 * DICOM over TCP and TLS on Vert.x: {@link org.radbridge.dicom.net.DicomServer}, which serves
 * C-ECHO and C-STORE, and {@link org.radbridge.dicom.net.DicomClient}, which asks for them. The
 * only package of the toolkit that sees sockets. Each association lives on one event loop; what a
 * handler returns may be completed on any thread.
 */
@NullMarked
package org.radbridge.dicom.net;

import org.jspecify.annotations.NullMarked;
