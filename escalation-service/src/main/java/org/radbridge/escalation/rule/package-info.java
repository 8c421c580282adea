/**
 * The escalation policy as a site writes it: which pathology goes to which team, and its ladder.
 */
@NullMarked
package org.radbridge.escalation.rule;

import org.jspecify.annotations.NullMarked;
