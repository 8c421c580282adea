package org.radbridge.inference.triton;

import org.radbridge.kit.failure.FailureId;

/** The ways in which a model gives no answer. */
public enum TritonFailure implements FailureId {
    SERVER_UNAVAILABLE("inference-server-unavailable", 503, "No inference server can be reached"),
    TIMED_OUT("inference-timed-out", 504, "The inference server did not answer in time"),
    SERVER_BUSY("inference-server-busy", 503, "The inference server takes no more requests"),
    SERVER_ERROR("inference-server-error", 502, "The inference server failed on the request"),
    REJECTED("inference-rejected", 502, "The inference server rejected the tensors"),
    ANSWER_MALFORMED(
            "inference-answer-malformed", 502, "The inference server's answer breaks the contract"),
    MODEL_MISSING("model-missing", 404, "The model is not in the repository"),
    MODEL_REFUSED("model-refused", 502, "The model is not what its card says"),
    REPOSITORY_UNREADABLE(
            "model-repository-unreadable", 500, "The model repository cannot be read"),
    CARD_UNREADABLE("model-card-unreadable", 500, "The model's card cannot be read");

    private final String id;
    private final int status;
    private final String title;

    TritonFailure(String id, int status, String title) {
        this.id = id;
        this.status = status;
        this.title = title;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
