/** The objects that show findings, beside the structured report. */
@NullMarked
package org.radbridge.dicom.made;

import org.jspecify.annotations.NullMarked;
