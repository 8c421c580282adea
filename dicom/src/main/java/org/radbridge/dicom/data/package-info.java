/**
 * What a DICOM object is made of (PS3.5 and PS3.6): tags, value representations, registered
 * identifiers, transfer syntaxes, the data dictionary, and {@link
 * org.radbridge.dicom.data.DataSet}, an ordered set of elements. {@code Tag}, the registered UIDs
 * and the dictionary are generated at build time from {@code src/main/dictionary}. Nothing here
 * reads or writes bytes of a file or a socket.
 */
@NullMarked
package org.radbridge.dicom.data;

import org.jspecify.annotations.NullMarked;
