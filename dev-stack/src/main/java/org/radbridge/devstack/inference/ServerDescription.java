package org.radbridge.devstack.inference;

import java.util.List;
import org.radbridge.openinference.ModelMetadataResponse;
import org.radbridge.openinference.ModelMetadataResponse.TensorMetadata;
import org.radbridge.openinference.RepositoryIndexResponse;
import org.radbridge.openinference.RepositoryIndexResponse.ModelIndex;
import org.radbridge.openinference.ServerMetadataResponse;

/** What the server says of itself and of its models. */
final class ServerDescription {

    private static final String NAME = "radbridge-open-inference";
    private static final String VERSION = "0.1.0";
    private static final List<String> EXTENSIONS =
            List.of("model_repository", "binary_tensor_data");

    private ServerDescription() {}

    static ServerMetadataResponse server() {
        return ServerMetadataResponse.newBuilder()
                .setName(NAME)
                .setVersion(VERSION)
                .addAllExtensions(EXTENSIONS)
                .build();
    }

    static ModelMetadataResponse model(ServedModel served, RequestedModel asked) {
        ModelConfig config = asked.model().config();
        ModelMetadataResponse.Builder response =
                ModelMetadataResponse.newBuilder()
                        .setName(asked.name())
                        .setPlatform(ModelConfig.PLATFORM);
        served.versions().keySet().forEach(version -> response.addVersions(version.toString()));
        config.inputs().forEach(input -> response.addInputs(tensor(input, config)));
        config.outputs().forEach(output -> response.addOutputs(tensor(output, config)));
        return response.build();
    }

    private static TensorMetadata tensor(TensorSpec tensor, ModelConfig config) {
        return TensorMetadata.newBuilder()
                .setName(tensor.name())
                .setDatatype(tensor.type().name())
                .addAllShape(tensor.fullShape(config.batching()))
                .build();
    }

    static RepositoryIndexResponse index(ModelRepository repository, boolean readyOnly) {
        RepositoryIndexResponse.Builder index = RepositoryIndexResponse.newBuilder();
        for (ServedModel model : repository.all()) {
            if (model.versions().isEmpty() && !readyOnly) {
                index.addModels(entry(model.name(), "", "UNAVAILABLE", model.reason()));
            }
            model.versions()
                    .forEach((number, version) -> {
                        switch (version) {
                            case ServedModel.Version.Ready _ ->
                                    index.addModels(
                                            entry(model.name(), number.toString(), "READY", ""));
                            case ServedModel.Version.Unavailable(String reason) -> {
                                if (!readyOnly) {
                                    index.addModels(
                                            entry(
                                                    model.name(),
                                                    number.toString(),
                                                    "UNAVAILABLE",
                                                    reason));
                                }
                            }
                        }
                    });
        }
        return index.build();
    }

    private static ModelIndex entry(String name, String version, String state, String reason) {
        return ModelIndex.newBuilder()
                .setName(name)
                .setVersion(version)
                .setState(state)
                .setReason(reason)
                .build();
    }
}
