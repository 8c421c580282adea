/**
 * The preprocessing that the model cards state, as models/README.md defines it: the reference
 * implementation which the trainer uses and which others may compare theirs with.
 */
@NullMarked
package org.radbridge.phantoms.tensor;

import org.jspecify.annotations.NullMarked;
