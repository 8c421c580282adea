package org.radbridge.fhirmapper.terminology;

/**
 * Something about a file of codes that an operator has to know.
 *
 * @param file the file's name
 * @param line the line or element, from 1; 0 for the file as a whole
 * @param severity whether the file is left aside for it
 * @param text what it is
 */
public record TerminologyFault(String file, int line, Severity severity, String text) {

    /** How bad it is. */
    public enum Severity {
        /** The file is not used. */
        ERROR,
        /** The file is used; somebody should look. */
        WARNING
    }
}
