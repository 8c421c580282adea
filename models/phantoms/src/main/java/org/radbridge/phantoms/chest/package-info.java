/**
 * Synthetic frontal chest radiographs with known findings. The anatomy is drawn in millimetres from
 * the image's centre, x to the right and y downwards, as the viewer sees it: the patient's right
 * lung lies at negative x. What is drawn is schematic: enough for a small network to learn and for
 * a person to recognise, not an imitation of a patient.
 */
@NullMarked
package org.radbridge.phantoms.chest;

import org.jspecify.annotations.NullMarked;
