/**
 * The on-call endpoint: stands for the pager gateway that a hospital would name as webhook. It
 * records what it is sent, refuses when it is told to, and acknowledges with the token that it is
 * lent.
 */
@NullMarked
package org.radbridge.devstack.oncall;

import org.jspecify.annotations.NullMarked;
