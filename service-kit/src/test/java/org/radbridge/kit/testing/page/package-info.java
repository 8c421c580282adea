/**
 * Pages of the reference whose prose is a template and whose tables are read from the code that
 * they describe, so that a page cannot say anything else.
 */
@NullMarked
package org.radbridge.kit.testing.page;

import org.jspecify.annotations.NullMarked;
