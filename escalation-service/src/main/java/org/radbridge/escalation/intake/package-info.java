/** Opens escalations for the critical findings of an inference. */
@NullMarked
package org.radbridge.escalation.intake;

import org.jspecify.annotations.NullMarked;
