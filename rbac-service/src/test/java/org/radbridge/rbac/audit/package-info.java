/** What the audit keeps, shows and proves. */
@NullMarked
package org.radbridge.rbac.audit;

import org.jspecify.annotations.NullMarked;
