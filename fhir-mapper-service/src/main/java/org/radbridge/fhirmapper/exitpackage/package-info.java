/**
 * The way out: everything that Radbridge knows of its results in one file of open formats, with
 * checksums, that an empty Radbridge can be restored from and that others can read without it.
 */
@NullMarked
package org.radbridge.fhirmapper.exitpackage;

import org.jspecify.annotations.NullMarked;
