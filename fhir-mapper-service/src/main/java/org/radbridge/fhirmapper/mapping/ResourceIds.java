package org.radbridge.fhirmapper.mapping;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.radbridge.contracts.ModelRun;

/**
 * The ids of our resources: name-based UUIDs of what the resource stands for. Mapping a study again
 * meets the same resources.
 */
public final class ResourceIds {
    private ResourceIds() {}

    public static String imagingStudy(String studyInstanceUid) {
        return of("imaging-study", studyInstanceUid);
    }

    public static String diagnosticReport(String studyInstanceUid) {
        return of("diagnostic-report", studyInstanceUid);
    }

    /** One per label, model and series, whichever version of the model answered. */
    public static String observation(String studyInstanceUid, ModelRun run, String label) {
        return of("observation", studyInstanceUid, run.model(), run.seriesInstanceUid(), label);
    }

    public static String device(String deviceUid) {
        return of("device", deviceUid);
    }

    public static String endpoint(String address) {
        return of("endpoint", address);
    }

    /** One per revision and run: how a later revision came about does not replace the earlier. */
    public static String provenance(String studyInstanceUid, int revision, ModelRun run) {
        return of(
                "provenance",
                studyInstanceUid,
                Integer.toString(revision),
                run.model(),
                run.seriesInstanceUid());
    }

    /** One per act: an edition of a result comes of one act only. */
    public static String reviewProvenance(String studyInstanceUid, int revision, int edition) {
        return of(
                "review-provenance",
                studyInstanceUid,
                Integer.toString(revision),
                Integer.toString(edition));
    }

    public static String documentReference(String studyInstanceUid) {
        return of("document-reference", studyInstanceUid);
    }

    /** One per content. */
    public static String binary(String studyInstanceUid, String contentType, String sha256) {
        return of("binary", studyInstanceUid, contentType, sha256);
    }

    /** One per run and label: what the models saw does not change. */
    public static String picture(String studyInstanceUid, ModelRun run, String label) {
        return of("picture", studyInstanceUid, run.runId(), run.seriesInstanceUid(), label);
    }

    public static String readTask(String studyInstanceUid) {
        return of("read-task", studyInstanceUid);
    }

    public static String failureTask(String studyInstanceUid) {
        return of("failure-task", studyInstanceUid);
    }

    /** One per study and rule that proposes it. */
    public static String consult(String studyInstanceUid, String rule) {
        return of("consult", studyInstanceUid, rule);
    }

    /** One per revision of the result and text of the rules. */
    public static String consultProvenance(
            String studyInstanceUid, String rule, int revision, String rules) {
        return of("consult-provenance", studyInstanceUid, rule, Integer.toString(revision), rules);
    }

    /** One per decision about a consult, of which there is one. */
    public static String consultDecision(String consult) {
        return of("consult-decision", consult);
    }

    /** What somebody has to look at when a signed consult's finding is gone. */
    public static String consultTask(String consult) {
        return of("consult-task", consult);
    }

    /** What a registry's case, by the id of its Condition, calls for. */
    public static String registryFollowUp(String registryCase) {
        return of("registry-follow-up", registryCase);
    }

    /** One per change of a case that evidence brought. */
    public static String registryProvenance(String registryCase, int change) {
        return of("registry-provenance", registryCase, Integer.toString(change));
    }

    /** One per decision about a case, of which there is one. */
    public static String registryDecision(String registryCase) {
        return of("registry-decision", registryCase);
    }

    /** What somebody has to look at when a confirmed case's finding is gone. */
    public static String registryTask(String registryCase) {
        return of("registry-task", registryCase);
    }

    public static String communication(String escalationId) {
        return of("communication", escalationId);
    }

    /** One per visit number and its assigning authority. */
    public static String encounter(String issuer, String visitNumber) {
        return of("encounter", issuer, visitNumber);
    }

    /** One per order number and who assigned it: the placer's, or the filler's of one without. */
    public static String serviceRequest(String authority, String orderNumber) {
        return of("service-request", authority, orderNumber);
    }

    /** Each part is written with its length, so that no two lists of parts read the same. */
    private static String of(String... parts) {
        StringBuilder name = new StringBuilder();
        for (String part : parts) {
            name.append(part.length()).append(':').append(part);
        }
        return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }
}
