/**
 * An Open Inference Protocol server on ONNX Runtime: gRPC and the protocol's HTTP health and
 * metadata requests, over a model repository in Triton's layout. It stands in for NVIDIA Triton
 * where there is no GPU, so wherever it answers it answers as Triton does: same conventions, same
 * status codes.
 */
@NullMarked
package org.radbridge.devstack.inference;

import org.jspecify.annotations.NullMarked;
