/**
 * The bodies of DICOMweb (PS3.18 section 8): media types and multipart/related (RFC 2046, RFC 2387)
 * as a stream. {@link org.radbridge.dicom.web.MultipartRelatedDecoder} turns bytes into events and
 * knows nothing of time; {@link org.radbridge.dicom.web.MultipartRelatedParser} hands the events to
 * a handler, one after the other, and pauses its source while the handler is busy. Memory does not
 * depend on the size of a part.
 */
@NullMarked
package org.radbridge.dicom.web;

import org.jspecify.annotations.NullMarked;
