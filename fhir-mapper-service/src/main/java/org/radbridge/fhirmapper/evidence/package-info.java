/**
 * The DICOM objects that show a result beside its structured report: parametric maps of the
 * activation, presentation states and overlays with outline and label, a selection of key images,
 * and the note that takes superseded ones back. What there is follows from the result alone, and
 * every UID is derived, so that the report can refer to objects before they are made. Pure.
 */
@NullMarked
package org.radbridge.fhirmapper.evidence;

import org.jspecify.annotations.NullMarked;
