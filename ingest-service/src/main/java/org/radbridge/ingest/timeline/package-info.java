/**
 * When each step of a study's way happened: stamped by this service for its own steps, taken from
 * the events of the others for theirs, served per study and as histograms.
 */
@NullMarked
package org.radbridge.ingest.timeline;

import org.jspecify.annotations.NullMarked;
