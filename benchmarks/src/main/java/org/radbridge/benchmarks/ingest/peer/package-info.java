/** The servers that are compared, each started as a hospital would run it. */
@NullMarked
package org.radbridge.benchmarks.ingest.peer;

import org.jspecify.annotations.NullMarked;
