/**
 * The DICOM structured report of a result, the one object that ties all its others together. Pure:
 * a result in, a data set out.
 */
@NullMarked
package org.radbridge.fhirmapper.sr;

import org.jspecify.annotations.NullMarked;
