/**
 * Secondary captures (PS3.3 section A.8.1): a finding burned into a picture of its image, for
 * viewers that show neither parametric maps nor presentation states. Pure: data in, a data set out.
 */
@NullMarked
package org.radbridge.dicom.secondarycapture;

import org.jspecify.annotations.NullMarked;
