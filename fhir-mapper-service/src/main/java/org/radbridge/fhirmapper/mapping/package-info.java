/**
 * From the models' answers and the study's DICOM metadata to FHIR R4 resources. Pure: the same
 * input gives the same resources with the same ids, so that doing it again changes nothing.
 */
@NullMarked
package org.radbridge.fhirmapper.mapping;

import org.jspecify.annotations.NullMarked;
