/**
 * {@code ./radbridge demo}: six phantom studies with known truth, sent as a modality and as an
 * integrator would, followed through every interface that the suite has for people, and judged.
 */
@NullMarked
package org.radbridge.devstack.demo;

import org.jspecify.annotations.NullMarked;
