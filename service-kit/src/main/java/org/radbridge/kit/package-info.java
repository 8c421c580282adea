/**
 * What all services share: the way events come in and go out, durable work, access, audit,
 * failures, tokens and the figures an operator watches. Its packages know nothing of imaging.
 */
@NullMarked
package org.radbridge.kit;

import org.jspecify.annotations.NullMarked;
