/**
 * One table from the labels of models to SNOMED CT, RadLex and LOINC, the maps of a site for its
 * local codes, both checked when they are loaded, and translation in both directions.
 */
@NullMarked
package org.radbridge.fhirmapper.terminology;

import org.jspecify.annotations.NullMarked;
