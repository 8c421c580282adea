/**
 * What all DICOMweb routes share (PS3.18 section 8): the caller is known and granted before a byte
 * is read, answers stream as fast as the client reads, failures are problem details.
 */
@NullMarked
package org.radbridge.ingest.dicomweb;

import org.jspecify.annotations.NullMarked;
