/**
 * Results as ORU^R01 messages, for each destination in a queue of its own: kept until acknowledged,
 * sent again as they are, and in an operator's hands.
 */
@NullMarked
package org.radbridge.fhirmapper.hl7v2.outbound;

import org.jspecify.annotations.NullMarked;
