/**
 * Modality Performed Procedure Steps as SCP (PS3.4 annex F): a modality tells what it begins to do,
 * and in the end which instances it made. Steps are kept, and are evidence of a study's
 * completeness.
 */
@NullMarked
package org.radbridge.ingest.mpps;

import org.jspecify.annotations.NullMarked;
