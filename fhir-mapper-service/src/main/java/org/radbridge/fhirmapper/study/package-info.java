/**
 * What DICOM says about a study: patient, study, series and instances, as the archive's WADO-RS
 * metadata gives them.
 */
@NullMarked
package org.radbridge.fhirmapper.study;

import org.jspecify.annotations.NullMarked;
