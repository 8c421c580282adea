/** The life of an escalation, step by step. */
@NullMarked
package org.radbridge.escalation.ladder;

import org.jspecify.annotations.NullMarked;
