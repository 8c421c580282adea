/**
 * The access policy as data: read from a file or put over REST, checked against its vocabulary,
 * kept in every version, and published whole.
 */
@NullMarked
package org.radbridge.rbac.policy;

import org.jspecify.annotations.NullMarked;
