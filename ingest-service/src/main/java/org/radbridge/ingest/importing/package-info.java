/**
 * Takes folders and media in: a job walks a folder in a fixed order, or what a DICOMDIR names,
 * sends each file through the reception, and notes after every few dozen files how far it came.
 * After a crash it goes on from there; files that had come already are recognised by their content.
 */
@NullMarked
package org.radbridge.ingest.importing;

import org.jspecify.annotations.NullMarked;
