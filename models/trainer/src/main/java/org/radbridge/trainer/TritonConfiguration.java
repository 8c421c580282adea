package org.radbridge.trainer;

import org.radbridge.phantoms.tensor.ModelInput;

/** A model's {@code config.pbtxt} in Triton's model configuration format. */
final class TritonConfiguration {
    private TritonConfiguration() {}

    static String of(ReferenceModel model) {
        return """
        name: "%1$s"
        backend: "onnxruntime"
        max_batch_size: 32
        input [
          {
            name: "image"
            data_type: TYPE_FP32
            dims: [ %2$d, %3$d, %3$d ]
          }
        ]
        output [
          {
            name: "probabilities"
            data_type: TYPE_FP32
            dims: [ %4$d ]
          },
          {
            name: "heatmaps"
            data_type: TYPE_FP32
            dims: [ %4$d, %5$d, %5$d ]
          }
        ]
        version_policy { specific { versions: [ 1 ] } }
        dynamic_batching { }
        instance_group [ { kind: KIND_AUTO } ]
        """
                .formatted(
                        model.name(),
                        model.channels(),
                        ModelInput.SIZE,
                        model.labels().size(),
                        ModelInput.HEATMAP_SIZE);
    }
}
