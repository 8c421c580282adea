package org.radbridge.devstack.inference;

import io.grpc.Status;
import io.grpc.StatusException;
import java.util.Map;
import java.util.Optional;
import org.radbridge.devstack.inference.ServedModel.Version;

/** The model and version that a request means, or Triton's own refusal. */
record RequestedModel(String name, long version, OnnxModel model) {

    /**
     * @param version empty: the latest one
     * @throws StatusException NOT_FOUND, INVALID_ARGUMENT or UNAVAILABLE
     */
    static RequestedModel resolve(ModelRepository repository, String name, String version)
            throws StatusException {
        Optional<ServedModel> found = repository.find(name);
        if (found.isEmpty()) {
            throw status(
                    Status.NOT_FOUND, "Request for unknown model: '" + name + "' is not found");
        }
        ServedModel served = found.get();
        if (version.isEmpty()) {
            Map.Entry<Long, OnnxModel> latest = served.latest().orElse(null);
            if (latest == null) {
                throw status(
                        Status.UNAVAILABLE,
                        "Request for unknown model: '" + name + "' has no available versions");
            }
            return new RequestedModel(name, latest.getKey(), latest.getValue());
        }
        long number = number(version);
        Version wanted = served.versions().get(number);
        return switch (wanted) {
            case Version.Ready(OnnxModel model) -> new RequestedModel(name, number, model);
            case Version.Unavailable _ ->
                    throw status(
                            Status.UNAVAILABLE,
                            "Request for unknown model: '"
                                    + name
                                    + "' version "
                                    + number
                                    + " is not at ready state");
            case null ->
                    throw status(
                            Status.NOT_FOUND,
                            "Request for unknown model: '"
                                    + name
                                    + "' version "
                                    + number
                                    + " is not found");
        };
    }

    private static long number(String version) throws StatusException {
        if (!version.matches("[0-9]{1,18}")) {
            throw status(
                    Status.INVALID_ARGUMENT,
                    "failed to get model version from specified version string '"
                            + version
                            + "', version should be an integral value > 0");
        }
        return Long.parseLong(version);
    }

    static StatusException status(Status status, String message) {
        return status.withDescription(message).asException();
    }
}
