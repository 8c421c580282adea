/** The service as a whole: its arrows. */
@NullMarked
package org.radbridge.rbac;

import org.jspecify.annotations.NullMarked;
