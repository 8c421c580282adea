package org.radbridge.fhirmapper.api;

import jakarta.enterprise.context.ApplicationScoped;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.kit.failure.FailureFormat;
import org.radbridge.kit.failure.Problem;

/** Failures below {@code /fhir} as OperationOutcome, with the stable failure id as code. */
@ApplicationScoped
public class OperationOutcomes implements FailureFormat {
    private static final String FAILURE_CODES = "https://radbridge.org/fhir/CodeSystem/failure";

    private final FhirJson fhirJson;

    public OperationOutcomes(FhirJson fhirJson) {
        this.fhirJson = fhirJson;
    }

    @Override
    public boolean accepts(String path) {
        String normal = path.startsWith("/") ? path : "/" + path;
        return normal.equals("/fhir") || normal.startsWith("/fhir/");
    }

    @Override
    public String mediaType() {
        return FhirMediaType.JSON_UTF_8;
    }

    @Override
    public String body(Problem problem) {
        OperationOutcome outcome = new OperationOutcome();
        var issue = outcome.addIssue();
        issue.setSeverity(problem.status() >= 500 ? IssueSeverity.FATAL : IssueSeverity.ERROR);
        issue.setCode(code(problem.status()));
        issue.getDetails()
                .setText(problem.title())
                .addCoding(new Coding(FAILURE_CODES, problem.failureId(), problem.title()));
        issue.setDiagnostics(problem.detail() + " (" + problem.instance() + ")");
        return fhirJson.write(outcome);
    }

    private static IssueType code(int status) {
        return switch (status) {
            case 400 -> IssueType.INVALID;
            case 401 -> IssueType.LOGIN;
            case 403 -> IssueType.FORBIDDEN;
            case 404 -> IssueType.NOTFOUND;
            case 405, 406, 415 -> IssueType.NOTSUPPORTED;
            case 409, 412 -> IssueType.CONFLICT;
            case 410 -> IssueType.EXPIRED;
            case 503 -> IssueType.TRANSIENT;
            default -> status < 500 ? IssueType.PROCESSING : IssueType.EXCEPTION;
        };
    }
}
