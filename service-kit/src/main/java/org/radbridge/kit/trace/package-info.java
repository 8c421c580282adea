/** The W3C trace context, carried through tables and topics. */
@NullMarked
package org.radbridge.kit.trace;

import org.jspecify.annotations.NullMarked;
