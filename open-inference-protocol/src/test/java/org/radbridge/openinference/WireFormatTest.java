package org.radbridge.openinference;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.openinference.ModelInferRequest.InferInputTensor;
import org.radbridge.openinference.ModelInferResponse.InferOutputTensor;

/** Field numbers are the protocol: bytes written by hand, one line a field. */
@Tag("B1")
class WireFormatTest {

    @Test
    void aRequestHasTheBytesThatTritonReads() throws Exception {
        ModelInferRequest request =
                ModelInferRequest.newBuilder()
                        .setModelName("m")
                        .setModelVersion("1")
                        .setId("i")
                        .putParameters(
                                "priority", InferParameter.newBuilder().setUint64Param(2).build())
                        .addInputs(
                                InferInputTensor.newBuilder()
                                        .setName("x")
                                        .setDatatype("FP32")
                                        .addShape(1)
                                        .addShape(300))
                        .addOutputs(
                                ModelInferRequest.InferRequestedOutputTensor.newBuilder()
                                        .setName("y"))
                        .addRawInputContents(ByteString.copyFrom(new byte[] {7, 8}))
                        .build();

        byte[] bytes =
                bytes(
                        "0a 01 6d", // 1 model_name
                        "12 01 31", // 2 model_version
                        "1a 01 69", // 3 id
                        "22 0e 0a 08 7072696f72697479 12 02 2802", // 4 parameters: 5 uint64_param
                        "2a 0e 0a 01 78 12 04 46503332 1a 03 01 ac02", // 5 inputs: name, type,
                        // shape
                        "32 03 0a 01 79", // 6 outputs
                        "3a 02 0708"); // 7 raw_input_contents
        assertThat(request.toByteArray()).isEqualTo(bytes);
        assertThat(ModelInferRequest.parseFrom(bytes)).isEqualTo(request);
    }

    @Test
    void aResponseHasTheBytesThatTritonWrites() throws Exception {
        ModelInferResponse response =
                ModelInferResponse.newBuilder()
                        .setModelName("m")
                        .setModelVersion("1")
                        .addOutputs(
                                InferOutputTensor.newBuilder()
                                        .setName("y")
                                        .setDatatype("FP32")
                                        .addShape(1))
                        .addRawOutputContents(ByteString.copyFrom(new byte[] {0, 0, -128, 63}))
                        .build();

        byte[] bytes =
                bytes(
                        "0a 01 6d", // 1 model_name
                        "12 01 31", // 2 model_version
                        "2a 0c 0a 01 79 12 04 46503332 1a 01 01", // 5 outputs
                        "32 04 0000803f"); // 6 raw_output_contents: 1.0, little-endian
        assertThat(response.toByteArray()).isEqualTo(bytes);
        assertThat(ModelInferResponse.parseFrom(bytes)).isEqualTo(response);
    }

    @Test
    void metadataHasTheBytesThatTritonWrites() {
        ModelMetadataResponse metadata =
                ModelMetadataResponse.newBuilder()
                        .setName("m")
                        .addVersions("1")
                        .setPlatform("p")
                        .addInputs(
                                ModelMetadataResponse.TensorMetadata.newBuilder()
                                        .setName("x")
                                        .setDatatype("INT8")
                                        .addShape(-1))
                        .build();

        assertThat(metadata.toByteArray())
                .isEqualTo(
                        bytes(
                                "0a 01 6d", // 1 name
                                "12 01 31", // 2 versions
                                "1a 01 70", // 3 platform
                                // 4 inputs: name, type, shape -1 in ten bytes
                                "22 15 0a 01 78 12 04 494e5438 1a 0a ffffffffffffffffff01"));
    }

    @Test
    void theServiceHasTheNameThatClientsCall() {
        assertThat(GRPCInferenceServiceGrpc.getModelInferMethod().getFullMethodName())
                .isEqualTo("inference.GRPCInferenceService/ModelInfer");
        assertThat(GRPCInferenceServiceGrpc.getServerReadyMethod().getFullMethodName())
                .isEqualTo("inference.GRPCInferenceService/ServerReady");
    }

    private static byte[] bytes(String... fields) {
        return HexFormat.of().parseHex(String.join("", fields).replace(" ", ""));
    }
}
