/** Commands of those who run the suite: {@code ./radbridge echo} and {@code ./radbridge import}. */
@NullMarked
package org.radbridge.devstack.operate;

import org.jspecify.annotations.NullMarked;
