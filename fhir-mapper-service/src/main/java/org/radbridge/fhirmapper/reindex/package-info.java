/** Resources that an earlier edition of the search parameters indexed are indexed anew. */
@NullMarked
package org.radbridge.fhirmapper.reindex;

import org.jspecify.annotations.NullMarked;
