/** What the policy accepts, refuses and decides. */
@NullMarked
package org.radbridge.escalation.rule;

import org.jspecify.annotations.NullMarked;
