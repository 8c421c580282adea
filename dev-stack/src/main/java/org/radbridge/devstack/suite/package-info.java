/**
 * The suite as processes: what each part and service is started with, which ports they use, in
 * which order they come up, and how one of them is stopped, killed or restarted while the others
 * run. Only the JDK is used, so that any module's tests may start the suite without its
 * dependencies.
 */
@NullMarked
package org.radbridge.devstack.suite;

import org.jspecify.annotations.NullMarked;
