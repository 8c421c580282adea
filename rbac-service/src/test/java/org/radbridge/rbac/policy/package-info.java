/** What a policy may say, and what the shipped one says. */
@NullMarked
package org.radbridge.rbac.policy;

import org.jspecify.annotations.NullMarked;
