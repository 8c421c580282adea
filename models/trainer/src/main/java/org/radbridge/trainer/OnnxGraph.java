package org.radbridge.trainer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * An ONNX model, written node by node (onnx.proto3; field numbers as there). Operators of opset 17,
 * where the axes of a reduction are still an attribute.
 */
final class OnnxGraph {
    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;
    private static final int FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_INTS = 7;

    private final ProtobufWriter graph = new ProtobufWriter();
    private final String name;
    private int nodes;

    OnnxGraph(String name) {
        this.name = name;
        graph.text(2, name);
    }

    /** An input or output whose first dimension is the batch. */
    private static ProtobufWriter valueInfo(String value, long... dimensions) {
        ProtobufWriter shape = new ProtobufWriter();
        shape.message(1, new ProtobufWriter().text(2, "batch"));
        for (long dimension : dimensions) {
            shape.message(1, new ProtobufWriter().integer(1, dimension));
        }
        ProtobufWriter tensor = new ProtobufWriter().integer(1, FLOAT).message(2, shape);
        return new ProtobufWriter()
                .text(1, value)
                .message(2, new ProtobufWriter().message(1, tensor));
    }

    OnnxGraph input(String value, long... dimensions) {
        graph.message(11, valueInfo(value, dimensions));
        return this;
    }

    OnnxGraph output(String value, long... dimensions) {
        graph.message(12, valueInfo(value, dimensions));
        return this;
    }

    /** A constant tensor; no dimensions make a scalar. */
    String constant(String constant, float[] values, long... dimensions) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        ProtobufWriter tensor = new ProtobufWriter();
        for (long dimension : dimensions) {
            tensor.integer(1, dimension);
        }
        graph.message(5, tensor.integer(2, FLOAT).text(8, constant).octets(9, raw.array()));
        return constant;
    }

    String node(String operator, String output, List<String> inputs, ProtobufWriter... attributes) {
        ProtobufWriter node = new ProtobufWriter();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(3, "node" + nodes++).text(4, operator);
        for (ProtobufWriter attribute : attributes) {
            node.message(5, attribute);
        }
        graph.message(1, node);
        return output;
    }

    static ProtobufWriter attribute(String attribute, long value) {
        return new ProtobufWriter().text(1, attribute).integer(3, value).integer(20, ATTRIBUTE_INT);
    }

    static ProtobufWriter attribute(String attribute, long[] values) {
        ProtobufWriter writer = new ProtobufWriter().text(1, attribute);
        for (long value : values) {
            writer.integer(8, value);
        }
        return writer.integer(20, ATTRIBUTE_INTS);
    }

    /** The whole model, with one line of text that travels in its metadata. */
    byte[] toModel(String notice) {
        return new ProtobufWriter()
                .integer(1, IR_VERSION)
                .text(2, "radbridge")
                .message(7, graph)
                .message(8, new ProtobufWriter().text(1, "").integer(2, OPSET))
                .message(14, new ProtobufWriter().text(1, "model").text(2, name))
                .message(14, new ProtobufWriter().text(1, "notice").text(2, notice))
                .toByteArray();
    }
}
