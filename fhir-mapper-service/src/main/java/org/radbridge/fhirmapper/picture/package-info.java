/**
 * Pictures of findings in the report's documents: the key image with the heat map and the outline
 * drawn over it. They are made once the report is there, kept as Binaries, and the documents are
 * written anew with them.
 */
@NullMarked
package org.radbridge.fhirmapper.picture;

import org.jspecify.annotations.NullMarked;
