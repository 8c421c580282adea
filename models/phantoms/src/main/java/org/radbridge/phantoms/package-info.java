/**
 * Patients who never were: chest radiographs and head CT series drawn from a seed, with known
 * truth, as arrays for training and as DICOM studies for tests and demonstrations.
 */
@NullMarked
package org.radbridge.phantoms;

import org.jspecify.annotations.NullMarked;
