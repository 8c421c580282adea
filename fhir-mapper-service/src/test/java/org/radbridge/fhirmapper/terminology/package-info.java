/** Codes that cannot be are told from those that can, and dictionaries examined. */
@NullMarked
package org.radbridge.fhirmapper.terminology;

import org.jspecify.annotations.NullMarked;
