package org.radbridge.fhirmapper.exitpackage;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.YearMonth;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;

/** On the first of a month: has the package of the month before made, and plans the next. */
@ApplicationScoped
public class MonthlyWork implements WorkHandler {
    static final String KIND = "monthly-exit-package";

    private final ExitPackageRequests requests;

    public MonthlyWork(ExitPackageRequests requests) {
        this.requests = requests;
    }

    /**
     * What the work is about.
     *
     * @param month as {@code 2026-11}
     */
    public record Payload(String month) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrency() {
        return 1;
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        YearMonth month = YearMonth.parse(item.payload(Payload.class).month());
        return Uni.createFrom()
                .item(session ->
                        requests.make(session, month.atDay(1), month.atEndOfMonth(), KIND)
                                .chain(() -> requests.monthly(session, month.plusMonths(1))));
    }
}
