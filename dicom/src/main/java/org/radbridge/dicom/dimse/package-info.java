/**
 * DIMSE messages (PS3.7): command sets and their encoding, statuses, and the way a message travels
 * in fragments over presentation data values. Pure; a data set passes through as the bytes it is.
 */
@NullMarked
package org.radbridge.dicom.dimse;

import org.jspecify.annotations.NullMarked;
