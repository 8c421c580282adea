/** The service's own tokens, for its calls to other services. */
@NullMarked
package org.radbridge.kit.token;

import org.jspecify.annotations.NullMarked;
