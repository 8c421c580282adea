/** Patches on resources' JSON. */
@NullMarked
package org.radbridge.fhirmapper.patch;

import org.jspecify.annotations.NullMarked;
