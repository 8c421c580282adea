package org.radbridge.rbac.audit;

import ca.uhn.fhir.context.FhirContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.radbridge.kit.failure.FailureFormat;
import org.radbridge.kit.failure.Problem;

/** Failures below {@code /fhir} as OperationOutcome, with the stable failure id as code. */
@ApplicationScoped
public class OperationOutcomes implements FailureFormat {
    private static final String FAILURE_CODES = "https://radbridge.org/fhir/CodeSystem/failure";

    private final FhirContext fhir = FhirContext.forR4Cached();

    @Override
    public boolean accepts(String path) {
        return path.startsWith("/fhir/") || path.startsWith("fhir/");
    }

    @Override
    public String mediaType() {
        return "application/fhir+json;charset=UTF-8";
    }

    @Override
    public String body(Problem problem) {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(problem.status() < 500 ? IssueSeverity.ERROR : IssueSeverity.FATAL)
                .setCode(type(problem.status()))
                .setDiagnostics(problem.detail())
                .getDetails()
                .setText(problem.title())
                .addCoding(new Coding(FAILURE_CODES, problem.failureId(), problem.title()));
        return fhir.newJsonParser().encodeResourceToString(outcome);
    }

    private static IssueType type(int status) {
        return switch (status) {
            case 400 -> IssueType.INVALID;
            case 401 -> IssueType.LOGIN;
            case 403 -> IssueType.FORBIDDEN;
            case 404 -> IssueType.NOTFOUND;
            case 503 -> IssueType.TRANSIENT;
            default -> status < 500 ? IssueType.PROCESSING : IssueType.EXCEPTION;
        };
    }
}
