package org.radbridge.fhirmapper.validation;

/**
 * Something that the validator says of a resource. It may quote the resource: it goes back to
 * whoever sent that, and into no log.
 *
 * @param severity fatal, error, warning or information
 * @param location a FHIRPath into the resource, or a line and column
 * @param text what is wrong
 */
public record Issue(Severity severity, String location, String text) {

    /** How bad it is; what is fatal or an error keeps a resource out. */
    public enum Severity {
        FATAL,
        ERROR,
        WARNING,
        INFORMATION
    }

    /** Whether it keeps the resource out. */
    public boolean refuses() {
        return severity == Severity.FATAL || severity == Severity.ERROR;
    }
}
