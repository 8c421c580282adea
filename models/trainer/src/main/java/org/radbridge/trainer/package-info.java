/**
 * Trains the two reference models on phantoms, writes them as ONNX and judges the written file on
 * phantoms it has never seen. PyTorch through DJL computes the gradients; everything that ends up
 * in the repository (the graph, the card, the figures) is written here.
 */
@NullMarked
package org.radbridge.trainer;

import org.jspecify.annotations.NullMarked;
