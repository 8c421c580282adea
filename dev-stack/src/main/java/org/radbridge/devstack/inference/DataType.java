package org.radbridge.devstack.inference;

import ai.onnxruntime.OnnxJavaType;
import java.util.Optional;

/**
 * The element types of the protocol that have a fixed size. Its name is what travels on the wire;
 * the model configuration writes it as {@code TYPE_} and the name.
 */
enum DataType {
    BOOL(1, OnnxJavaType.BOOL),
    UINT8(1, OnnxJavaType.UINT8),
    INT8(1, OnnxJavaType.INT8),
    INT16(2, OnnxJavaType.INT16),
    INT32(4, OnnxJavaType.INT32),
    INT64(8, OnnxJavaType.INT64),
    FP16(2, OnnxJavaType.FLOAT16),
    BF16(2, OnnxJavaType.BFLOAT16),
    FP32(4, OnnxJavaType.FLOAT),
    FP64(8, OnnxJavaType.DOUBLE);

    private final int bytes;
    private final OnnxJavaType onnx;

    DataType(int bytes, OnnxJavaType onnx) {
        this.bytes = bytes;
        this.onnx = onnx;
    }

    /** Size of one element. */
    int bytes() {
        return bytes;
    }

    OnnxJavaType onnx() {
        return onnx;
    }

    static Optional<DataType> ofConfig(String name) {
        for (DataType type : values()) {
            if (name.equals("TYPE_" + type.name())) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    static Optional<DataType> ofOnnx(OnnxJavaType onnx) {
        for (DataType type : values()) {
            if (type.onnx == onnx) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
