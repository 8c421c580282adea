/** The structured report, and the PACS from the other side. */
@NullMarked
package org.radbridge.fhirmapper.sr;

import org.jspecify.annotations.NullMarked;
