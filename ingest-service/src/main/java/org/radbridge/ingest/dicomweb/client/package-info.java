/**
 * The other side of DICOMweb: what this service asks of other archives (PS3.18 sections 10.4 and
 * 10.6). Answers are bounded; instances stream as fast as they are taken.
 */
@NullMarked
package org.radbridge.ingest.dicomweb.client;

import org.jspecify.annotations.NullMarked;
