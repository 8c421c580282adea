/** Failures with stable ids, and their form on the wire: problem details (RFC 9457). */
@NullMarked
package org.radbridge.kit.failure;

import org.jspecify.annotations.NullMarked;
