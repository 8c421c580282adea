/**
 * Fuzz targets: one class for each reader of bytes that strangers send. {@code dicom/fuzz} drives
 * them with coverage; {@code CorpusTest} replays the kept inputs in every build. A target lets
 * through the reader's own typed failures and nothing else: any other exception, a hang or memory
 * beyond the limit is a finding. The targets need nothing of a fuzzer at compile time.
 */
package org.radbridge.dicom.fuzz;
