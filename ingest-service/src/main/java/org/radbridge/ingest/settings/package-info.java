/**
 * The files that a site edits while the service runs: routing rules, close policies, application
 * entities. Each is read again when it changes; one that cannot be used changes nothing and is
 * reported until it is mended.
 */
@NullMarked
package org.radbridge.ingest.settings;

import org.jspecify.annotations.NullMarked;
