package org.radbridge.dicom.net;

import io.vertx.core.Future;
import org.radbridge.dicom.dimse.DimseStatus;

/** Answers C-ECHO, PS3.7 §9.1.5 and PS3.4 annex A. */
@FunctionalInterface
public interface CEchoScp {

    /** The status to answer with; called on the association's event loop, must not block. */
    Future<DimseStatus> echo(AssociationInfo association);

    /** Always success. */
    static CEchoScp alwaysSuccess() {
        return _ -> Future.succeededFuture(DimseStatus.SUCCESS);
    }
}
