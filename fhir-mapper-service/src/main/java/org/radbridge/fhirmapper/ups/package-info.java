/**
 * The readings of results as workitems of the Unified Procedure Step (PS3.4 annex CC): what is to
 * be read, by urgency, and who reads it. A workitem follows the review of its result, in the same
 * transaction; the review knows nothing of it.
 */
@NullMarked
package org.radbridge.fhirmapper.ups;

import org.jspecify.annotations.NullMarked;
