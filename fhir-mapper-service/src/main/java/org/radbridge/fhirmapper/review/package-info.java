/**
 * What a radiologist decided about a result, as plain values: builders of reports, messages and
 * objects read statuses, verdicts and instants from here, so that all of them say the same.
 */
@NullMarked
package org.radbridge.fhirmapper.review;

import org.jspecify.annotations.NullMarked;
