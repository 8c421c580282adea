/**
 * Critical findings reach a named caregiver. {@code rule} chooses the team, {@code ladder} is the
 * life of an escalation as plain code, {@code intake} opens one from an inference, {@code delivery}
 * alerts a rung, {@code acknowledgement} stops the ladder, {@code api} shows them. Arrows point to
 * {@code ladder} and {@code rule}, which know neither the database nor the network.
 */
@NullMarked
package org.radbridge.escalation;

import org.jspecify.annotations.NullMarked;
