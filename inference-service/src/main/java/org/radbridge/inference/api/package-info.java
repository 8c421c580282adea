/**
 * What may be asked of the service over REST: runs with their findings, heat maps, and the models.
 * The access policy is applied inside the query and to each element; every answer is audited first.
 */
@NullMarked
package org.radbridge.inference.api;

import org.jspecify.annotations.NullMarked;
