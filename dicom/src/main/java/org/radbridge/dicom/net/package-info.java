/**
 * DICOM over TCP and TLS on Vert.x: {@link org.radbridge.dicom.net.DicomServer}, which performs
 * C-ECHO, C-STORE, C-FIND, C-MOVE, C-GET and the DIMSE-N services, and {@link
 * org.radbridge.dicom.net.DicomClient}, which asks for them. The only package of the toolkit that
 * sees sockets. Each association lives on one event loop; what a handler returns may be completed
 * on any thread. A handler that is slow slows the peer's socket, and nothing piles up.
 */
@NullMarked
package org.radbridge.dicom.net;

import org.jspecify.annotations.NullMarked;
