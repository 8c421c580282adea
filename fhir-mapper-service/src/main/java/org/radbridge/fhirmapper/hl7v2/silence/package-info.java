/** The alarm that is raised when a feed falls silent. */
@NullMarked
package org.radbridge.fhirmapper.hl7v2.silence;

import org.jspecify.annotations.NullMarked;
