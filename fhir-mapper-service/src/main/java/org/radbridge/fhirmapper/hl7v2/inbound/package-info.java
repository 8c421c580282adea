/**
 * Messages that come in: kept durably before they are acknowledged, applied once, in order per
 * patient.
 */
@NullMarked
package org.radbridge.fhirmapper.hl7v2.inbound;

import org.jspecify.annotations.NullMarked;
