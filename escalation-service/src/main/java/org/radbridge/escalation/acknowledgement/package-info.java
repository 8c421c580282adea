/** A caregiver takes responsibility: the ladder stops. */
@NullMarked
package org.radbridge.escalation.acknowledgement;

import org.jspecify.annotations.NullMarked;
