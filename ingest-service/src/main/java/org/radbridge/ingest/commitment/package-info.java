/**
 * Storage commitment (PS3.4 annex J): a modality asks whether what it sent is safe, so that it may
 * delete its copy. The question is durable before it is answered; what became of each instance is
 * looked up and told afterwards, until it has been heard.
 */
@NullMarked
package org.radbridge.ingest.commitment;

import org.jspecify.annotations.NullMarked;
