/**
 * Registry case finding: a site's rules say which finding makes a case for which registry. A case
 * is a Condition and the follow-up that it calls for, both proposals that follow the results until
 * a person confirms or dismisses them.
 */
@NullMarked
package org.radbridge.fhirmapper.registry;

import org.jspecify.annotations.NullMarked;
