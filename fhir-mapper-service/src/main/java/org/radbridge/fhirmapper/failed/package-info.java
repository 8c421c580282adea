/** A task for an operator from each analysis that failed, so that no study is lost from sight. */
@NullMarked
package org.radbridge.fhirmapper.failed;

import org.jspecify.annotations.NullMarked;
