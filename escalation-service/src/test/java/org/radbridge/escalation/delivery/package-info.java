/** What a webhook is sent. */
@NullMarked
package org.radbridge.escalation.delivery;

import org.jspecify.annotations.NullMarked;
