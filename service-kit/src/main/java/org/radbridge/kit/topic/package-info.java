/** The topics that the services exchange events on, created where they are missing. */
@NullMarked
package org.radbridge.kit.topic;

import org.jspecify.annotations.NullMarked;
