@NullMarked
package org.radbridge.fhirmapper.reindex;

import org.jspecify.annotations.NullMarked;
