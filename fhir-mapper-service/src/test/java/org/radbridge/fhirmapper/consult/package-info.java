/** Tests of proposed consults. */
@NullMarked
package org.radbridge.fhirmapper.consult;

import org.jspecify.annotations.NullMarked;
