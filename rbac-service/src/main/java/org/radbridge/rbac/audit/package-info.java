/**
 * The audit repository: every access that any service reports, as FHIR AuditEvents after IHE BALP,
 * append-only in a hash chain, searched by patient, user, action and time.
 */
@NullMarked
package org.radbridge.rbac.audit;

import org.jspecify.annotations.NullMarked;
