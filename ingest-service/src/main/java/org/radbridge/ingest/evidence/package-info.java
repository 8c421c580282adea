/**
 * What others say of a study's completeness: performed procedure steps, instance availability
 * notifications, announced counts, the status of its order. Evidence may come before the study's
 * first instance and after its last; what follows from it is decided in {@code study}.
 */
@NullMarked
package org.radbridge.ingest.evidence;

import org.jspecify.annotations.NullMarked;
