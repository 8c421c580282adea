/**
 * The mapper: turns the models' answers into FHIR R4 resources and DICOM structured reports, keeps
 * the resources, and answers FHIR reads and searches within what the access policy grants.
 */
@NullMarked
package org.radbridge.fhirmapper;

import org.jspecify.annotations.NullMarked;
