/** Which earlier studies are worth comparing with. */
@NullMarked
package org.radbridge.ingest.priors;

import org.jspecify.annotations.NullMarked;
