/** Results at an EHR that others wrote. */
@NullMarked
package org.radbridge.fhirmapper.ehr;

import org.jspecify.annotations.NullMarked;
