/** What an operator sees and does: parked events and work items, and sending them again. */
@NullMarked
package org.radbridge.kit.operations;

import org.jspecify.annotations.NullMarked;
