package org.radbridge.fhirmapper;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.radbridge.fhirmapper.bulk.BulkExport;
import org.radbridge.fhirmapper.bulk.BulkWork;
import org.radbridge.fhirmapper.ehr.EhrPushWork;
import org.radbridge.fhirmapper.exitpackage.ExitPackage;
import org.radbridge.fhirmapper.exitpackage.MakeWork;
import org.radbridge.fhirmapper.exitpackage.MonthlyWork;
import org.radbridge.fhirmapper.exitpackage.RestoreWork;
import org.radbridge.fhirmapper.hl7v2.inbound.InboundWork;
import org.radbridge.fhirmapper.hl7v2.outbound.OruWork;
import org.radbridge.fhirmapper.hl7v2.outbound.SendWork;
import org.radbridge.fhirmapper.pacs.ResultDelivery;
import org.radbridge.fhirmapper.publication.ResultWork;
import org.radbridge.fhirmapper.reindex.IndexRebuild;
import org.radbridge.fhirmapper.result.ResultChange;
import org.radbridge.fhirmapper.review.Attestation;
import org.radbridge.fhirmapper.review.Claim;
import org.radbridge.fhirmapper.review.Decision;
import org.radbridge.fhirmapper.review.Reader;
import org.radbridge.fhirmapper.review.Review;
import org.radbridge.fhirmapper.search.SearchRequest;
import org.radbridge.fhirmapper.store.PagePlace;
import org.radbridge.fhirmapper.store.SearchPages;
import org.radbridge.fhirmapper.study.StudyMetadata;
import org.radbridge.fhirmapper.subscription.NotifyWork;
import org.radbridge.fhirmapper.subscription.Subscriptions;
import org.radbridge.fhirmapper.terminology.TerminologyFault;
import org.radbridge.fhirmapper.terminology.audit.AuditReport;
import org.radbridge.kit.access.AccessDecision.Granted;

/** The records that Jackson writes into the database: a native image has to keep their parts. */
@RegisterForReflection(
        targets = {
            InboundWork.Payload.class,
            OruWork.Payload.class,
            SendWork.Payload.class,
            NotifyWork.Payload.class,
            Subscriptions.Owner.class,
            ResultWork.Payload.class,
            ResultDelivery.class,
            EhrPushWork.Payload.class,
            ResultChange.class,
            Review.class,
            Decision.class,
            Reader.class,
            Attestation.class,
            Claim.class,
            AuditReport.class,
            AuditReport.Line.class,
            AuditReport.Fault.class,
            TerminologyFault.class,
            BulkExport.File.class,
            BulkWork.Payload.class,
            BulkWork.Scope.class,
            Granted.class,
            ExitPackage.class,
            ExitPackage.Act.class,
            ExitPackage.State.class,
            MakeWork.Payload.class,
            MonthlyWork.Payload.class,
            RestoreWork.Payload.class,
            SearchPages.Continuation.class,
            SearchRequest.Given.class,
            PagePlace.class,
            IndexRebuild.Payload.class,
            StudyMetadata.Series.class,
            StudyMetadata.Instance.class
        })
final class JsonRecords {
    private JsonRecords() {}
}
