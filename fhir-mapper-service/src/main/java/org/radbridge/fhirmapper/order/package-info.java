/**
 * Orders as ServiceRequests, and the results that come of them: each finds the other in whichever
 * order they arrive.
 */
@NullMarked
package org.radbridge.fhirmapper.order;

import org.jspecify.annotations.NullMarked;
