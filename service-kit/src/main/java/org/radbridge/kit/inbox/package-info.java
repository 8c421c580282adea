/**
 * Events enter the service together with a note of their id, in the transaction of the change that
 * they cause: a second delivery changes nothing. What cannot be processed is parked.
 */
@NullMarked
package org.radbridge.kit.inbox;

import org.jspecify.annotations.NullMarked;
