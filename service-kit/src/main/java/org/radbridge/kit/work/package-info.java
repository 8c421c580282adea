/**
 * A durable work queue in the service's own database, for what takes longer than a message may: it
 * survives crashes, keeps the order of each key, lets urgent work pass, and retries with growing
 * delay before it parks an item where an operator sees it.
 */
@NullMarked
package org.radbridge.kit.work;

import org.jspecify.annotations.NullMarked;
