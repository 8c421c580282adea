package org.radbridge.benchmarks.ingest;

import org.radbridge.benchmarks.ingest.Work.Raw;
import org.radbridge.benchmarks.ingest.Work.Read;
import org.radbridge.benchmarks.ingest.Work.Resource;
import org.radbridge.benchmarks.ingest.Work.Store;
import org.radbridge.benchmarks.ingest.Work.Stow;
import org.radbridge.benchmarks.ingest.corpus.Kind;

/** The rows of the table, in its order. */
enum Row {
    C_STORE_CT_1("c-store-ct-1", "C-STORE, CT, 1 association", new Store(Kind.CT, 1)),
    C_STORE_CT_4("c-store-ct-4", "C-STORE, CT, 4 associations", new Store(Kind.CT, 4)),
    C_STORE_DX_1(
            "c-store-dx-1", "C-STORE, radiograph, 1 association", new Store(Kind.RADIOGRAPH, 1)),
    C_STORE_DX_4(
            "c-store-dx-4", "C-STORE, radiograph, 4 associations", new Store(Kind.RADIOGRAPH, 4)),
    STOW_ONE_1("stow-one-1", "STOW-RS, CT, 1 a request, 1 connection", new Stow(1, 1)),
    STOW_ONE_4("stow-one-4", "STOW-RS, CT, 1 a request, 4 connections", new Stow(1, 4)),
    STOW_100_1("stow-100-1", "STOW-RS, CT, 100 a request, 1 connection", new Stow(100, 1)),
    STOW_100_4("stow-100-4", "STOW-RS, CT, 100 a request, 4 connections", new Stow(100, 4)),
    WADO_1("wado-1", "WADO-RS, series of 100 CTs, 1 connection", new Read(Resource.SERIES, 1)),
    WADO_4("wado-4", "WADO-RS, series of 100 CTs, 4 connections", new Read(Resource.SERIES, 4)),
    METADATA_1("metadata-1", "series metadata, 1 connection", new Read(Resource.METADATA, 1)),
    METADATA_4("metadata-4", "series metadata, 4 connections", new Read(Resource.METADATA, 4)),
    QIDO_1("qido-1", "QIDO-RS by patient, 1 connection", new Read(Resource.STUDIES, 1)),
    QIDO_4("qido-4", "QIDO-RS by patient, 4 connections", new Read(Resource.STUDIES, 4)),
    FSYNC_CT_1("fsync-ct-1", "write + fsync, CT, 1 thread", new Raw(Kind.CT, 1, false)),
    FSYNC_DX_1(
            "fsync-dx-1",
            "write + fsync, radiograph, 1 thread",
            new Raw(Kind.RADIOGRAPH, 1, false)),
    RAW_CT_1("raw-ct-1", "write + fsync + AES-GCM, CT, 1 thread", new Raw(Kind.CT, 1, true)),
    RAW_CT_4("raw-ct-4", "write + fsync + AES-GCM, CT, 4 threads", new Raw(Kind.CT, 4, true)),
    RAW_DX_1(
            "raw-dx-1",
            "write + fsync + AES-GCM, radiograph, 1 thread",
            new Raw(Kind.RADIOGRAPH, 1, true)),
    RAW_DX_4(
            "raw-dx-4",
            "write + fsync + AES-GCM, radiograph, 4 threads",
            new Raw(Kind.RADIOGRAPH, 4, true));

    private final String id;
    private final String title;
    private final Work work;

    Row(String id, String title, Work work) {
        this.id = id;
        this.title = title;
        this.work = work;
    }

    /** What the command line calls it. */
    String id() {
        return id;
    }

    /** For people. */
    String title() {
        return title;
    }

    Work work() {
        return work;
    }
}
