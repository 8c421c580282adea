package org.radbridge.fhirmapper.search;

/**
 * The types of search parameters that we have, as FHIR names them. No type that is kept here has a
 * number parameter in R4.
 */
public enum ParameterKind {
    TOKEN,
    REFERENCE,
    DATE,
    STRING,
    QUANTITY,
    URI,
    COMPOSITE
}
