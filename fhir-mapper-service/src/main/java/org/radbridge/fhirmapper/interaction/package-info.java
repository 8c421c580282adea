/**
 * FHIR's interactions for a calling user, each in one transaction with its audit record: what may
 * be read and written is decided here, on locked rows or inside the query.
 */
@NullMarked
package org.radbridge.fhirmapper.interaction;

import org.jspecify.annotations.NullMarked;
