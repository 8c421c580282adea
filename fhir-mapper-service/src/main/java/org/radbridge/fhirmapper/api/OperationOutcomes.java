package org.radbridge.fhirmapper.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.radbridge.fhirmapper.interaction.WriteFailure;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.validation.InvalidResourceException;
import org.radbridge.fhirmapper.validation.Issue;
import org.radbridge.kit.failure.FailureFormat;
import org.radbridge.kit.failure.Problem;
import org.radbridge.kit.failure.Problems;

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
        issue.setCode(
                problem.failureId().equals(WriteFailure.DELETED.id())
                        ? IssueType.DELETED
                        : code(problem.status()));
        issue.getDetails()
                .setText(problem.title())
                .addCoding(new Coding(FAILURE_CODES, problem.failureId(), problem.title()));
        issue.setDiagnostics(problem.detail() + " (" + problem.instance() + ")");
        return fhirJson.write(outcome);
    }

    /**
     * A failure that is part of an answer.
     *
     * @param outcome an OperationOutcome's JSON
     */
    record Refusal(int status, String outcome) {}

    /** A failure, as its entry of a Bundle tells it. */
    Refusal refusal(Throwable failure) {
        if (failure instanceof InvalidResourceException invalid) {
            return new Refusal(invalid.failureId().status(), judgement(invalid.issues()));
        }
        Problem problem = Problems.of(failure);
        return new Refusal(problem.status(), body(problem));
    }

    /** What went well. */
    String information(String said) {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(IssueSeverity.INFORMATION)
                .setCode(IssueType.INFORMATIONAL)
                .getDetails()
                .setText(said);
        return fhirJson.write(outcome);
    }

    /** What the validator says; that nothing is wrong, when it says nothing. */
    String judgement(List<Issue> issues) {
        if (issues.isEmpty()) {
            return information("nothing is wrong with it");
        }
        OperationOutcome outcome = new OperationOutcome();
        for (Issue said : issues) {
            var issue = outcome.addIssue();
            issue.setSeverity(severity(said.severity()));
            issue.setCode(said.refuses() ? IssueType.INVALID : IssueType.INFORMATIONAL);
            issue.setDiagnostics(said.text());
            if (!said.location().isBlank()) {
                issue.addExpression(said.location());
            }
        }
        return fhirJson.write(outcome);
    }

    /** Why a resource is refused. */
    @ServerExceptionMapper
    public Response invalid(InvalidResourceException failure) {
        return Response.status(failure.failureId().status())
                .type(FhirMediaType.JSON_UTF_8)
                .entity(judgement(failure.issues()))
                .build();
    }

    private static IssueSeverity severity(Issue.Severity severity) {
        return switch (severity) {
            case FATAL -> IssueSeverity.FATAL;
            case ERROR -> IssueSeverity.ERROR;
            case WARNING -> IssueSeverity.WARNING;
            case INFORMATION -> IssueSeverity.INFORMATION;
        };
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
            case 413 -> IssueType.TOOLONG;
            case 503 -> IssueType.TRANSIENT;
            default -> status < 500 ? IssueType.PROCESSING : IssueType.EXCEPTION;
        };
    }
}
