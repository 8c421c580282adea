/** The result that is shown of each study, kept beside the resources for what is built from it. */
@NullMarked
package org.radbridge.fhirmapper.result;

import org.jspecify.annotations.NullMarked;
