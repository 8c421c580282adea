/** Server processes, and what the kernel tells of them: processor time and memory. */
@NullMarked
package org.radbridge.benchmarks.ingest.process;

import org.jspecify.annotations.NullMarked;
