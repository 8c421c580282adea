/**
 * The one sender that all servers are measured with. A {@link
 * org.radbridge.benchmarks.ingest.load.Load} has everything in memory, encoded and connected,
 * before it runs.
 */
@NullMarked
package org.radbridge.benchmarks.ingest.load;

import org.jspecify.annotations.NullMarked;
