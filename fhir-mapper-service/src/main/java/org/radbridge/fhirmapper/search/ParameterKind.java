package org.radbridge.fhirmapper.search;

/** The types of search parameters that we have, as FHIR names them. */
public enum ParameterKind {
    TOKEN,
    REFERENCE,
    DATE,
    STRING
}
