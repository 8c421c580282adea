/**
 * What every part of the dev stack shares as a process of its own: named options, one way to start
 * and stop, a health endpoint, and the promise that neither a part nor its children outlive the
 * process that they belong to. Nothing here needs more than the JDK.
 */
@NullMarked
package org.radbridge.devstack.part;

import org.jspecify.annotations.NullMarked;
