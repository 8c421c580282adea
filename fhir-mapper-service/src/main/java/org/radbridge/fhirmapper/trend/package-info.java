/**
 * How a patient's tracked lesions have changed from study to study, for a tumour board: as a FHIR
 * document with its narrative, and as a picture. Nothing of it is kept: it is made of what the
 * caller may see when they ask.
 */
@NullMarked
package org.radbridge.fhirmapper.trend;

import org.jspecify.annotations.NullMarked;
