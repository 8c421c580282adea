/** Reading objects again. */
@NullMarked
package org.radbridge.ingest.scrub;

import org.jspecify.annotations.NullMarked;
