package org.radbridge.ingest.queryretrieve;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.radbridge.dicom.net.QueryRetrieveServices;

/** What the DIMSE door offers of Query/Retrieve. */
@ApplicationScoped
class QueryRetrieve {

    /** C-FIND, C-MOVE and C-GET in the patient root and the study root. */
    @Produces
    @Singleton
    QueryRetrieveServices services(QueryScp query, Retrieval retrieval) {
        return QueryRetrieveServices.NONE
                .withFind(InformationModel.finds(), query)
                .withMove(InformationModel.moves(), retrieval, retrieval)
                .withGet(InformationModel.gets(), retrieval);
    }
}
