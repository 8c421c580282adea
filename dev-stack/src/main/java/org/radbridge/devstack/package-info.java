/**
 * The embedded default: real parts as processes of their own, without containers, for development,
 * tests and demonstration. Each part is a package with one main class.
 */
@NullMarked
package org.radbridge.devstack;

import org.jspecify.annotations.NullMarked;
