/** The packaged mapper as a process that is taken away. */
@NullMarked
package org.radbridge.fhirmapper.process;

import org.jspecify.annotations.NullMarked;
