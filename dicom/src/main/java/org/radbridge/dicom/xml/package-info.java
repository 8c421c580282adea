/**
 * Data sets as XML, the Native DICOM Model (PS3.19 annex A.1), as DICOMweb offers them under {@code
 * application/dicom+xml}. Reading trusts nothing: no document type, no external entity, and the
 * {@link org.radbridge.dicom.io.ReadLimits} of every other reader.
 */
@NullMarked
package org.radbridge.dicom.xml;

import org.jspecify.annotations.NullMarked;
