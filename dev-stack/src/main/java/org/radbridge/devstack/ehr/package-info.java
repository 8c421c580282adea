/** An EHR to talk to: takes results over MLLP, keeps them, and shows them over HTTP. */
@NullMarked
package org.radbridge.devstack.ehr;

import org.jspecify.annotations.NullMarked;
