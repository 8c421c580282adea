/**
 * Searches compared with what reading every resource tells. Nothing here uses the product's index:
 * paths are R4's own, and comparisons are written anew from the specification's text.
 */
@NullMarked
package org.radbridge.fhirmapper.truth;

import org.jspecify.annotations.NullMarked;
