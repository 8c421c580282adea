package org.radbridge.devstack.inference;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Encodes the smallest ONNX models that tests need; field numbers are those of onnx.proto. */
final class TinyOnnx {

    private static final int FLOAT = 1;
    private static final long BATCH = -1;

    private TinyOnnx() {}

    /** y = relu(x), both float [batch, width]. */
    static byte[] relu(int width) {
        byte[] node =
                message(out -> {
                    out.writeString(1, "x");
                    out.writeString(2, "y");
                    out.writeString(4, "Relu");
                });
        return model(
                message(out -> {
                    out.writeByteArray(1, node);
                    out.writeString(2, "relu");
                    out.writeByteArray(11, value("x", BATCH, width));
                    out.writeByteArray(12, value("y", BATCH, width));
                }));
    }

    /** y = x · w · w · …: slow enough to be interrupted. Float [batch, width, width]. */
    static byte[] slow(int width, int products) {
        byte[] weights =
                ByteBuffer.allocate(width * width * 4).order(ByteOrder.LITTLE_ENDIAN).array();
        byte[] initializer =
                message(out -> {
                    out.writeInt64(1, width);
                    out.writeInt64(1, width);
                    out.writeInt32(2, FLOAT);
                    out.writeString(8, "w");
                    out.writeByteArray(9, weights);
                });
        return model(
                message(out -> {
                    for (int i = 0; i < products; i++) {
                        String from = i == 0 ? "x" : "t" + i;
                        String to = i == products - 1 ? "y" : "t" + (i + 1);
                        out.writeByteArray(
                                1,
                                message(node -> {
                                    node.writeString(1, from);
                                    node.writeString(1, "w");
                                    node.writeString(2, to);
                                    node.writeString(4, "MatMul");
                                }));
                    }
                    out.writeString(2, "slow");
                    out.writeByteArray(5, initializer);
                    out.writeByteArray(11, value("x", BATCH, width, width));
                    out.writeByteArray(12, value("y", BATCH, width, width));
                }));
    }

    private static byte[] model(byte[] graph) {
        byte[] operators = message(out -> out.writeInt64(2, 13));
        return message(out -> {
            out.writeInt64(1, 8);
            out.writeString(2, "radbridge-test");
            out.writeByteArray(7, graph);
            out.writeByteArray(8, operators);
        });
    }

    private static byte[] value(String name, long... shape) {
        byte[] dimensions =
                message(out -> {
                    for (long size : shape) {
                        out.writeByteArray(
                                1,
                                message(dim -> {
                                    if (size == BATCH) {
                                        dim.writeString(2, "batch");
                                    } else {
                                        dim.writeInt64(1, size);
                                    }
                                }));
                    }
                });
        byte[] tensor =
                message(out -> {
                    out.writeInt32(1, FLOAT);
                    out.writeByteArray(2, dimensions);
                });
        byte[] type = message(out -> out.writeByteArray(1, tensor));
        return message(out -> {
            out.writeString(1, name);
            out.writeByteArray(2, type);
        });
    }

    @FunctionalInterface
    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
