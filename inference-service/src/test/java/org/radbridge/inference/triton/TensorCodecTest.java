package org.radbridge.inference.triton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.Urgency;
import org.radbridge.inference.card.ModelCard;
import org.radbridge.inference.card.Step;
import org.radbridge.inference.card.TensorContract;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.openinference.InferTensorContents;
import org.radbridge.openinference.ModelInferRequest;
import org.radbridge.openinference.ModelInferResponse;
import org.radbridge.openinference.ModelInferResponse.InferOutputTensor;
import org.radbridge.openinference.ModelMetadataResponse;
import org.radbridge.openinference.ModelMetadataResponse.TensorMetadata;

@Tag("B1")
class TensorCodecTest {
    private static final ByteString ONE = bytes(0, 0, 0x80, 0x3F);
    private static final ByteString HALF = bytes(0, 0, 0, 0x3F);

    private final ModelCard card =
            new ModelCard(
                    "tiny",
                    "Tiny",
                    "1.0.0",
                    "3",
                    "2.25.1",
                    "Radbridge",
                    false,
                    "Two pixels.",
                    ModelCard.Governance.ADVISORY,
                    List.of("CT"),
                    List.of("HEAD"),
                    new TensorContract("image", "FP32", List.of(-1L, 1L, 1L, 2L)),
                    ModelCard.BatchElement.IMAGE,
                    8,
                    List.of(new Step.Resize(1, 2)),
                    new TensorContract("probabilities", "FP32", List.of(-1L, 1L)),
                    new TensorContract("heatmaps", "FP32", List.of(-1L, 1L, 1L, 1L)),
                    List.of(new ModelCard.Label("a", "A", List.of(), 0.5, Urgency.ROUTINE)));

    @Test
    void aBatchTravelsRawInLittleEndian() {
        ModelInferRequest request =
                TensorCodec.request(
                        card, "study", List.of(new float[] {1, 0.5f}, new float[] {0.5f, 1}));

        assertThat(request.getModelName()).isEqualTo("tiny");
        assertThat(request.getModelVersion()).isEqualTo("3");
        assertThat(request.getInputs(0).getShapeList()).containsExactly(2L, 1L, 1L, 2L);
        assertThat(request.getInputs(0).getDatatype()).isEqualTo("FP32");
        assertThat(request.getRawInputContents(0))
                .isEqualTo(ONE.concat(HALF).concat(HALF).concat(ONE));
        assertThat(request.getOutputsList())
                .extracting(ModelInferRequest.InferRequestedOutputTensor::getName)
                .containsExactly("probabilities", "heatmaps");
    }

    @Test
    void anAnswerIsReadByNameWhateverTheOrderOfItsOutputs() {
        ModelInferResponse response =
                ModelInferResponse.newBuilder()
                        .setModelVersion("3")
                        .addOutputs(output("heatmaps", 1, 1, 1, 1))
                        .addOutputs(output("probabilities", 1, 1))
                        .addRawOutputContents(HALF)
                        .addRawOutputContents(ONE)
                        .build();

        InferenceAnswer answer = TensorCodec.answer(card, 1, response, 7);

        assertThat(answer.probabilities()).containsExactly(1);
        assertThat(answer.heatMaps()).containsExactly(0.5f);
        assertThat(answer.nanos()).isEqualTo(7);
    }

    @Test
    void typedContentsAreReadToo() {
        InferTensorContents contents =
                InferTensorContents.newBuilder().addFp32Contents(0.5f).build();
        ModelInferResponse response =
                ModelInferResponse.newBuilder()
                        .setModelVersion("3")
                        .addOutputs(output("probabilities", 1, 1).toBuilder().setContents(contents))
                        .addOutputs(
                                output("heatmaps", 1, 1, 1, 1).toBuilder().setContents(contents))
                        .build();

        assertThat(TensorCodec.answer(card, 1, response, 0).probabilities()).containsExactly(0.5f);
    }

    @Test
    void anAnswerThatBreaksTheContractIsNeverRead() {
        assertMalformed(answer("2", output("probabilities", 1, 1), ONE), "version 2 answered");
        assertMalformed(answer("3", output("probability", 1, 1), ONE), "is missing");
        assertMalformed(answer("3", output("probabilities", 2, 1), ONE), "[2, 1]");
        assertMalformed(answer("3", output("probabilities", 1, 1), bytes(0, 0)), "2 bytes");
        assertMalformed(
                answer("3", output("probabilities", 1, 1), bytes(0, 0, 0, 0x40)),
                "a probability is 2.0");
        assertMalformed(
                answer("3", output("probabilities", 1, 1), bytes(0, 0, 0xC0, 0x7F)),
                "a probability is NaN");
    }

    @Test
    void metadataThatDiffersFromTheCardIsNamed() {
        ModelMetadataResponse served =
                ModelMetadataResponse.newBuilder()
                        .addVersions("1")
                        .addInputs(tensor("image", "FP32", -1, 1, 1, 4))
                        .addOutputs(tensor("probabilities", "FP64", -1, 1))
                        .build();

        assertThat(ContractCheck.differences(card, served))
                .containsExactly(
                        "version 3 is not served, only [1]",
                        "input 'image' has shape [-1, 1, 1, 4], not [-1, 1, 1, 2]",
                        "output 'probabilities' is FP64, not FP32",
                        "there is no output 'heatmaps'");
    }

    @Test
    void metadataLikeTheCardHasNoDifferences() {
        ModelMetadataResponse served =
                ModelMetadataResponse.newBuilder()
                        .addVersions("3")
                        .addVersions("4")
                        .addInputs(tensor("image", "FP32", -1, 1, 1, 2))
                        .addOutputs(tensor("heatmaps", "FP32", -1, 1, 1, 1))
                        .addOutputs(tensor("probabilities", "FP32", -1, 1))
                        .addOutputs(tensor("features", "FP32", -1, 64))
                        .build();

        assertThat(ContractCheck.differences(card, served)).isEmpty();
    }

    private void assertMalformed(ModelInferResponse response, String problem) {
        assertThatThrownBy(() -> TensorCodec.answer(card, 1, response, 0))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("inference-answer-malformed")
                .hasMessageContaining(problem);
    }

    private static ModelInferResponse answer(
            String version, InferOutputTensor probabilities, ByteString raw) {
        return ModelInferResponse.newBuilder()
                .setModelVersion(version)
                .addOutputs(probabilities)
                .addOutputs(output("heatmaps", 1, 1, 1, 1))
                .addRawOutputContents(raw)
                .addRawOutputContents(HALF)
                .build();
    }

    private static InferOutputTensor output(String name, long... shape) {
        InferOutputTensor.Builder output =
                InferOutputTensor.newBuilder().setName(name).setDatatype("FP32");
        for (long dimension : shape) {
            output.addShape(dimension);
        }
        return output.build();
    }

    private static TensorMetadata tensor(String name, String datatype, long... shape) {
        TensorMetadata.Builder tensor =
                TensorMetadata.newBuilder().setName(name).setDatatype(datatype);
        for (long dimension : shape) {
            tensor.addShape(dimension);
        }
        return tensor.build();
    }

    private static ByteString bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return ByteString.copyFrom(bytes);
    }
}
