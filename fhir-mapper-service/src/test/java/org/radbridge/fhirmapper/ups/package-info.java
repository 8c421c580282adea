/** Tests of the readings as UPS workitems. */
@NullMarked
package org.radbridge.fhirmapper.ups;

import org.jspecify.annotations.NullMarked;
