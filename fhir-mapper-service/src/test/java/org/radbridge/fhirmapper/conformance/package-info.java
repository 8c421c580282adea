/**
 * The conformance statement of what comes of results: its prose is a template beside this package's
 * classes, and each table in it is read from the code that it describes.
 */
@NullMarked
package org.radbridge.fhirmapper.conformance;

import org.jspecify.annotations.NullMarked;
