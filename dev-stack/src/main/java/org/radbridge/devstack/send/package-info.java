/** Sends folders of DICOM files to a suite, by C-STORE or STOW-RS, one file in memory at most. */
@NullMarked
package org.radbridge.devstack.send;

import org.jspecify.annotations.NullMarked;
