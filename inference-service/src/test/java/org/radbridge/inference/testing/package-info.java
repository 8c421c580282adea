/**
 * For the integration tests: the dev stack's inference server as a process of its own over a copy
 * of the committed models, and a stand-in for the ingest-service that answers WADO-RS from a
 * folder.
 */
@NullMarked
package org.radbridge.inference.testing;

import org.jspecify.annotations.NullMarked;
