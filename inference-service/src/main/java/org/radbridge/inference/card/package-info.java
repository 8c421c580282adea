/**
 * Model cards: what a model takes, how its input is prepared, what its outputs mean, and what it is
 * for. They lie beside the models in the inference server's repository; {@code models/README.md}
 * defines them. A card that cannot be read keeps its model from being used and nothing else.
 */
@NullMarked
package org.radbridge.inference.card;

import org.jspecify.annotations.NullMarked;
