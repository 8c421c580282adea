/**
 * The inference servers, spoken to in the Open Inference Protocol over gRPC: which are up, which
 * models they serve as their cards say, and inference with deadlines, a bound on calls in flight,
 * and a circuit that opens when a server fails. A server may come and go; nothing here needs it to
 * start.
 */
@NullMarked
package org.radbridge.inference.triton;

import org.jspecify.annotations.NullMarked;
