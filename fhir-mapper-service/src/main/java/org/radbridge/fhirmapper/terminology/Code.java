package org.radbridge.fhirmapper.terminology;

/**
 * A code in its code system.
 *
 * @param system the code system's URI
 * @param code the code
 * @param display what a person reads; empty when nothing is said
 */
public record Code(String system, String code, String display) {

    /** Whether it is the same code, whatever its words. */
    public boolean sameAs(Code other) {
        return system.equals(other.system) && code.equals(other.code);
    }
}
