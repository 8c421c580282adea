@NullMarked
package org.radbridge.fhirmapper.document;

import org.jspecify.annotations.NullMarked;
