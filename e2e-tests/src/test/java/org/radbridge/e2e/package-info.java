/**
 * The whole suite, from the modality to the acknowledged alert: every service and every backing
 * part in a process of its own, spoken to only through the doors that hospitals use.
 */
@NullMarked
package org.radbridge.e2e;

import org.jspecify.annotations.NullMarked;
