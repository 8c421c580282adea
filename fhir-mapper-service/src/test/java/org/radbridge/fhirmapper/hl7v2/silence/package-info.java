/** Tests of the alarm for feeds that fall silent. */
@NullMarked
package org.radbridge.fhirmapper.hl7v2.silence;

import org.jspecify.annotations.NullMarked;
