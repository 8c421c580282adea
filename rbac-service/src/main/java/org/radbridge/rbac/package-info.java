/**
 * Who may see what, and who saw what: {@code policy} owns the access policy that all services
 * enforce, {@code audit} keeps what they report.
 */
@NullMarked
package org.radbridge.rbac;

import org.jspecify.annotations.NullMarked;
