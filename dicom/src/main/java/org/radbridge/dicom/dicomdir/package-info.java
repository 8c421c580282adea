/**
 * DICOMDIR, the table of contents of interchange media (PS3.3 annex F, PS3.10 section 8): read as a
 * tree of records, written from the objects of a file-set. Plain data: what to do with the files
 * that it names is the caller's affair. Nothing here trusts an offset or a file name of the media:
 * records that no offset leads to are told apart, and a file ID never leads out of the file-set.
 */
@NullMarked
package org.radbridge.dicom.dicomdir;

import org.jspecify.annotations.NullMarked;
