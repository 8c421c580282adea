package org.radbridge.trainer;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.List;
import org.radbridge.phantoms.tensor.ModelInput;

/** Turns a trained network into ONNX, each normalisation folded into its convolution. */
final class OnnxExport {
    private static final double EPSILON = 1e-5;

    private OnnxExport() {}

    static byte[] export(ReferenceModel model, ClassMapNetwork network) {
        OnnxGraph graph = new OnnxGraph(model.name());
        int labels = model.labels().size();
        graph.input("image", model.channels(), ModelInput.SIZE, ModelInput.SIZE)
                .output("probabilities", labels)
                .output("heatmaps", labels, ModelInput.HEATMAP_SIZE, ModelInput.HEATMAP_SIZE);
        String current = "image";
        for (int index = 0; index < network.stages().size(); index++) {
            current = stage(graph, network.stages().get(index), index, current);
        }
        NDArray weight = parameter(network.classMaps(), "weight");
        graph.constant("mapWeight", weight.toFloatArray(), weight.getShape().getShape());
        graph.constant("mapBias", parameter(network.classMaps(), "bias").toFloatArray(), labels);
        graph.node("Conv", "maps", List.of(current, "mapWeight", "mapBias"));
        graph.node("Sigmoid", "heatmaps", List.of("maps"));
        pool(graph);
        return graph.toModel(ModelCard.NOTICE);
    }

    private static String stage(
            OnnxGraph graph, ClassMapNetwork.Stage stage, int index, String input) {
        NDArray weight = parameter(stage.convolution(), "weight");
        long[] shape = weight.getShape().getShape();
        float[] gamma = parameter(stage.norm(), "gamma").toFloatArray();
        float[] beta = parameter(stage.norm(), "beta").toFloatArray();
        float[] mean = parameter(stage.norm(), "runningMean").toFloatArray();
        float[] variance = parameter(stage.norm(), "runningVar").toFloatArray();
        float[] folded = weight.toFloatArray();
        float[] bias = new float[gamma.length];
        int perFilter = folded.length / gamma.length;
        for (int filter = 0; filter < gamma.length; filter++) {
            double scale = gamma[filter] / Math.sqrt(variance[filter] + EPSILON);
            for (int tap = filter * perFilter; tap < (filter + 1) * perFilter; tap++) {
                folded[tap] = (float) (folded[tap] * scale);
            }
            bias[filter] = (float) (beta[filter] - mean[filter] * scale);
        }
        String weightName = graph.constant("weight" + index, folded, shape);
        String biasName = graph.constant("bias" + index, bias, bias.length);
        long dilation = stage.dilation();
        String convolved =
                graph.node(
                        "Conv",
                        "convolved" + index,
                        List.of(input, weightName, biasName),
                        OnnxGraph.attribute("kernel_shape", new long[] {3, 3}),
                        OnnxGraph.attribute("strides", new long[] {stage.stride(), stage.stride()}),
                        OnnxGraph.attribute("dilations", new long[] {dilation, dilation}),
                        OnnxGraph.attribute(
                                "pads", new long[] {dilation, dilation, dilation, dilation}));
        String active = graph.node("Relu", "active" + index, List.of(convolved));
        return stage.residual()
                ? graph.node("Add", "stage" + index, List.of(active, input))
                : active;
    }

    /** log(mean(exp(s × map))) / s, then the sigmoid; s is the network's sharpness. */
    private static void pool(OnnxGraph graph) {
        double cells = (double) ModelInput.HEATMAP_SIZE * ModelInput.HEATMAP_SIZE;
        graph.constant("sharpness", new float[] {ClassMapNetwork.SHARPNESS});
        graph.constant("logCells", new float[] {(float) Math.log(cells)});
        graph.node("Mul", "sharpened", List.of("maps", "sharpness"));
        graph.node(
                "ReduceLogSumExp",
                "summed",
                List.of("sharpened"),
                OnnxGraph.attribute("axes", new long[] {2, 3}),
                OnnxGraph.attribute("keepdims", 0));
        graph.node("Sub", "averaged", List.of("summed", "logCells"));
        graph.node("Div", "logits", List.of("averaged", "sharpness"));
        graph.node("Sigmoid", "probabilities", List.of("logits"));
    }

    private static NDArray parameter(Block block, String name) {
        Parameter parameter = block.getParameters().get(name);
        if (parameter == null) {
            throw new IllegalStateException("the network has no parameter " + name);
        }
        return parameter.getArray();
    }
}
