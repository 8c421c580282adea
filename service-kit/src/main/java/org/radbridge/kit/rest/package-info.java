/** The REST edge of every service: exceptions become responses, refusals become audit records. */
@NullMarked
package org.radbridge.kit.rest;

import org.jspecify.annotations.NullMarked;
