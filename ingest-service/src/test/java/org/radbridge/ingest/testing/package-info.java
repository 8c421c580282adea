/** What the tests of this service share: real DICOM files, and the two doors from the outside. */
@NullMarked
package org.radbridge.ingest.testing;

import org.jspecify.annotations.NullMarked;
