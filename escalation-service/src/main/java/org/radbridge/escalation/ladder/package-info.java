/**
 * The life of an escalation as plain code: opened, delivered, climbed, acknowledged or exhausted.
 * The ladder is copied from the policy when an escalation opens, so that an edit of the policy does
 * not change what is under way.
 */
@NullMarked
package org.radbridge.escalation.ladder;

import org.jspecify.annotations.NullMarked;
