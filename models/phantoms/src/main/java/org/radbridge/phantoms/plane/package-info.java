/**
 * What phantoms are drawn with: a plane of numbers, a mask, a fully specified random sequence,
 * smooth noise and soft-edged shapes. The same seed gives the same bits on every machine: no
 * library random generator, and no {@link Math} function whose last digit may differ between
 * platforms.
 */
@NullMarked
package org.radbridge.phantoms.plane;

import org.jspecify.annotations.NullMarked;
