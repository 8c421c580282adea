/**
 * Character repertoires of (0008,0005) Specific Character Set (PS3.3 section C.12.1.1.2): single
 * byte sets, UTF-8, GB18030 and GBK, and code extension by ISO 2022 escape sequences. Decoding
 * never fails: what cannot be read becomes U+FFFD. Encoding never loses a character silently: it
 * fails with {@link org.radbridge.dicom.charset.UnencodableTextException}.
 */
@NullMarked
package org.radbridge.dicom.charset;

import org.jspecify.annotations.NullMarked;
