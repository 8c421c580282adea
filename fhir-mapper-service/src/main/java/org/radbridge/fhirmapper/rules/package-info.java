/**
 * Rules by which a site says what follows from findings: the file they stand in, which findings one
 * is about, and from which standing of the report on it is asked.
 */
@NullMarked
package org.radbridge.fhirmapper.rules;

import org.jspecify.annotations.NullMarked;
