package org.radbridge.ingest.queryretrieve;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.dimse.DimseException;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.AssociationInfo;
import org.radbridge.dicom.net.CFindRequest;
import org.radbridge.dicom.net.CFindScp;
import org.radbridge.dicom.net.Matches;
import org.radbridge.ingest.ae.AeRegistry;
import org.radbridge.ingest.ae.Service;
import org.radbridge.ingest.qido.ArchiveQueries;
import org.radbridge.ingest.qido.ArchiveQuery;
import org.radbridge.ingest.qido.QueryLevel;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Answers C-FIND (PS3.4 section C.4.1). Matches are read page by page and sent as the peer takes
 * them. Keys of other levels are taken as keys: every query may be relational.
 */
@ApplicationScoped
class QueryScp implements CFindScp {
    private static final String RESOURCE = "instance";
    private static final int TOO_BROAD = 413;

    private final ArchiveQueries queries;
    private final AeRegistry registry;
    private final AuditLog auditLog;
    private final String ownTitle;

    QueryScp(
            ArchiveQueries queries,
            AeRegistry registry,
            AuditLog auditLog,
            @ConfigProperty(name = "radbridge.dimse.ae-title", defaultValue = "RADBRIDGE")
                    String ownTitle) {
        this.queries = queries;
        this.registry = registry;
        this.auditLog = auditLog;
        this.ownTitle = ownTitle;
    }

    @Override
    public Future<DimseStatus> find(
            CFindRequest request, Matches matches, AssociationInfo association) {
        Authorization.require(registry, association, Service.QUERY);
        QueryLevel level = RequestedLevel.of(request.sopClassUid(), request.identifier());
        ArchiveQuery query;
        try {
            query = queries.of(level, request.identifier());
        } catch (RadbridgeException invalid) {
            throw RequestedLevel.mismatch(invalid.detail());
        }
        Answering answering = new Answering(level, query, matches);
        Promise<DimseStatus> answered = Promise.promise();
        audited(level, query, association)
                .chain(() -> query.page(0))
                .subscribe()
                .with(page -> answering.send(0, page).onComplete(answered), answered::fail);
        return answered.future().recover(QueryScp::refused);
    }

    private Uni<Void> audited(QueryLevel level, ArchiveQuery query, AssociationInfo association) {
        return auditLog.record(
                auditLog.entry(
                                association.callingAeTitle(),
                                association.remoteHost(),
                                Action.QUERY,
                                RESOURCE)
                        .query("level=" + level + "&" + query.keys())
                        .build());
    }

    /** A query that is too broad may be asked again with more keys. */
    private static Future<DimseStatus> refused(Throwable failure) {
        if (failure instanceof RadbridgeException broad
                && broad.failureId().status() == TOO_BROAD) {
            return Future.failedFuture(
                    new DimseException(
                            DimseStatus.OUT_OF_RESOURCES.withComment(broad.failureId().id()),
                            failure));
        }
        return Future.failedFuture(failure);
    }

    /** Sends page after page. */
    private final class Answering {
        private final QueryLevel level;
        private final ArchiveQuery query;
        private final Matches matches;

        Answering(QueryLevel level, ArchiveQuery query, Matches matches) {
            this.level = level;
            this.query = query;
            this.matches = matches;
        }

        Future<DimseStatus> send(int offset, ArchiveQuery.Page page) {
            return send(page.matches().iterator())
                    .compose(_ -> {
                        if (matches.isCancelled()) {
                            return Future.succeededFuture(DimseStatus.CANCEL);
                        }
                        return page.more()
                                ? next(offset + page.matches().size())
                                : Future.succeededFuture(DimseStatus.SUCCESS);
                    });
        }

        private Future<DimseStatus> next(int offset) {
            return Future.fromCompletionStage(query.page(offset).subscribeAsCompletionStage())
                    .compose(page -> send(offset, page));
        }

        private Future<Void> send(Iterator<DataSet> rest) {
            while (rest.hasNext() && !matches.isCancelled()) {
                Future<Void> sent = send(rest.next());
                if (!sent.isComplete()) {
                    return sent.compose(_ -> send(rest));
                }
                if (sent.failed()) {
                    return sent;
                }
            }
            return Future.succeededFuture();
        }

        private Future<Void> send(DataSet match) {
            match.put(Tag.QueryRetrieveLevel, level.name()).put(Tag.RetrieveAETitle, ownTitle);
            return query.isIgnoringKeys() ? matches.sendWithWarning(match) : matches.send(match);
        }
    }
}
