/**
 * From a closed study to its findings: each close becomes a piece of durable work, which runs every
 * model that the rules chose and records what they found together with the event that tells of it.
 */
@NullMarked
package org.radbridge.inference.run;

import org.jspecify.annotations.NullMarked;
