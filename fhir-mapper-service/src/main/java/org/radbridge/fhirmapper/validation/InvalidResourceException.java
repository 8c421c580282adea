package org.radbridge.fhirmapper.validation;

import java.util.List;
import org.radbridge.kit.failure.RadbridgeException;

/** A resource that does not conform, with all that is said of it. */
public final class InvalidResourceException extends RadbridgeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Issue> issues;

    InvalidResourceException(List<Issue> issues) {
        super(
                ValidationFailure.INVALID_RESOURCE,
                issues.stream().filter(Issue::refuses).count() + " errors");
        this.issues = List.copyOf(issues);
    }

    /** The same, of a resource inside another. */
    public InvalidResourceException within(String place) {
        return new InvalidResourceException(
                issues.stream()
                        .map(issue ->
                                new Issue(
                                        issue.severity(),
                                        issue.location().isBlank()
                                                ? place
                                                : place + "/" + issue.location(),
                                        issue.text()))
                        .toList());
    }

    /** Errors, warnings and hints. */
    public List<Issue> issues() {
        return issues;
    }
}
