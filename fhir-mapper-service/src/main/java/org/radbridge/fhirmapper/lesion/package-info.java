/**
 * Lesions that are followed from study to study: which finding of a study is one that an earlier
 * study of the same patient has shown, by DICOM's tracking UID.
 */
@NullMarked
package org.radbridge.fhirmapper.lesion;

import org.jspecify.annotations.NullMarked;
