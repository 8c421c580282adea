package org.radbridge.contracts;

/**
 * A model that gave no answer for a study.
 *
 * @param model the model's name
 * @param failureId the stable id of the failure, the same in log, metric and runbook
 * @param detail what happened, without patient data
 */
public record ModelFailure(String model, String failureId, String detail) {
    public ModelFailure {
        Required.text("model", model);
        Required.text("failureId", failureId);
        Required.text("detail", detail);
    }
}
