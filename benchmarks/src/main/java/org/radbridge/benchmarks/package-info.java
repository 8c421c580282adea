/** What every benchmark shares: percentiles, the machine's description, where results are kept. */
@NullMarked
package org.radbridge.benchmarks;

import org.jspecify.annotations.NullMarked;
