/**
 * Which models see a study. Rules come from a YAML file, are checked when it is loaded, and are
 * plain values: what they decide depends on the facts of the study's series and on nothing else.
 */
@NullMarked
package org.radbridge.ingest.routing;

import org.jspecify.annotations.NullMarked;
