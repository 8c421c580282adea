/** Tests of registry case finding. */
@NullMarked
package org.radbridge.fhirmapper.registry;

import org.jspecify.annotations.NullMarked;
