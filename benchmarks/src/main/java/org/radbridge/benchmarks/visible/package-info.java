/**
 * The benchmark {@code close-to-visible}: phantom studies are sent to a running suite as a modality
 * sends them, and its own timelines tell how long it took from the close of each study until the
 * report could be read over FHIR. Nothing is asked of the suite while studies are under way.
 */
@NullMarked
package org.radbridge.benchmarks.visible;

import org.jspecify.annotations.NullMarked;
