/** Figures that show whether events and work flow. */
@NullMarked
package org.radbridge.kit.metrics;

import org.jspecify.annotations.NullMarked;
