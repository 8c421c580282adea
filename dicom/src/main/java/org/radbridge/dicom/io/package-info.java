/**
 * Data sets and Part 10 files as bytes (PS3.5 sections 6 and 7, PS3.10 section 7). Reading is one
 * incremental push parser: feed it what arrives, in pieces of any size; it takes no more memory
 * than its {@link org.radbridge.dicom.io.ReadLimits} allow, and large values are skipped or handed
 * to a {@link org.radbridge.dicom.io.BulkDataSink}. Every failure is a {@link
 * org.radbridge.dicom.io.DicomFormatException} of a named kind. Nothing here blocks but {@link
 * org.radbridge.dicom.io.Part10Reader}, which reads files.
 */
@NullMarked
package org.radbridge.dicom.io;

import org.jspecify.annotations.NullMarked;
