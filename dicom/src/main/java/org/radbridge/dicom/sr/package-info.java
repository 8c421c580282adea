/**
 * Structured reports (PS3.3 annex A.35 and C.17, PS3.16): the content tree as records, the
 * Comprehensive 3D SR document around it, and the Measurement Report template (TID 1500) filled
 * with the findings of algorithms as IHE AI Results asks: each algorithm in the Contributing
 * Equipment Sequence, identified alike in the tree. Pure: data in, a data set out.
 */
@NullMarked
package org.radbridge.dicom.sr;

import org.jspecify.annotations.NullMarked;
