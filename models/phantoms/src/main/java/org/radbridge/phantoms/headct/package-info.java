/**
 * Synthetic axial head CT without contrast, with known haemorrhage. The head is drawn in
 * millimetres from its centre: x to the viewer's right (the patient's left), y towards the back, z
 * towards the crown; values are Hounsfield units. Schematic, as the chest is.
 */
@NullMarked
package org.radbridge.phantoms.headct;

import org.jspecify.annotations.NullMarked;
