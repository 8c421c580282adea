/**
 * The DICOM JSON Model (PS3.18 annex F), both ways. Tokens are read and written by jackson-core,
 * which Vert.x brings along; no reflection and no object mapping. JSON text is Unicode, so
 * (0008,0005) becomes ISO_IR 192.
 */
@NullMarked
package org.radbridge.dicom.json;

import org.jspecify.annotations.NullMarked;
