/** Keys: in files, in Vault, and wrapped anew. */
@NullMarked
package org.radbridge.ingest.keys;

import org.jspecify.annotations.NullMarked;
