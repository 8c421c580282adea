/**
 * Who calls, and what the access policy lets that caller see. The policy is kept from a compacted
 * topic: no call per request, and no access before it has been read.
 */
@NullMarked
package org.radbridge.kit.access;

import org.jspecify.annotations.NullMarked;
