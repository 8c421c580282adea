package org.radbridge.ingest.queryretrieve;

import org.jboss.logging.Logger;
import org.radbridge.dicom.dimse.DimseException;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.AssociationInfo;
import org.radbridge.ingest.ae.AeRegistry;
import org.radbridge.ingest.ae.Service;

/** What the registry allows the caller of an association. */
final class Authorization {
    private static final Logger LOG = Logger.getLogger(Authorization.class);

    private Authorization() {}

    /**
     * Lets go on who may.
     *
     * @throws DimseException 0124H for who may not
     */
    static void require(AeRegistry registry, AssociationInfo association, Service service) {
        if (!registry.may(association.callingAeTitle(), service)) {
            LOG.warnf("not-authorized: %s by %s", service.yamlName(), association.callingAeTitle());
            throw new DimseException(DimseStatus.NOT_AUTHORIZED);
        }
    }
}
