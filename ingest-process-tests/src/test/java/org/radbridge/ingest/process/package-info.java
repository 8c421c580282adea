/**
 * The packaged ingest-service as a process of its own, beside real parts: killed, crowded and out
 * of disk. In a module of their own, since they wait for processes most of the time, and need
 * nothing of the service but its package.
 */
@NullMarked
package org.radbridge.ingest.process;

import org.jspecify.annotations.NullMarked;
