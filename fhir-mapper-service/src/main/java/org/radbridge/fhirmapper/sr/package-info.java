/**
 * The DICOM structured report of a result: built from the study's result, stored to the PACS, and
 * asked back from there before anybody is told that it has arrived.
 */
@NullMarked
package org.radbridge.fhirmapper.sr;

import org.jspecify.annotations.NullMarked;
