/**
 * Records of who touched which data, written in the transaction that they describe and sent to the
 * audit repository through the outbox.
 */
@NullMarked
package org.radbridge.kit.audit;

import org.jspecify.annotations.NullMarked;
