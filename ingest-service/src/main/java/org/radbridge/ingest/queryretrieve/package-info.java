/**
 * Query/Retrieve as SCP (PS3.4 annex C): C-FIND on the statements of QIDO-RS, C-MOVE to the
 * application entities of the registry, and C-GET, all read from the archive as it is streamed.
 */
@NullMarked
package org.radbridge.ingest.queryretrieve;

import org.jspecify.annotations.NullMarked;
