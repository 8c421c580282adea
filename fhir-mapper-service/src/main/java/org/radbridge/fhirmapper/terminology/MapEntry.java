package org.radbridge.fhirmapper.terminology;

/**
 * One line of a concept map.
 *
 * @param source the local side
 * @param target what it stands for
 * @param equivalence how near the target comes to the source
 */
public record MapEntry(Code source, Code target, Equivalence equivalence) {

    MapEntry reversed() {
        return new MapEntry(target, source, equivalence.reversed());
    }
}
