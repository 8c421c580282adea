package org.radbridge.fhirmapper.subscription;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.review.Review;

/** What can be subscribed to; each is about a DiagnosticReport. */
public enum SubscriptionTopic {
    /** A model's result that is critical has come. */
    CRITICAL_FINDING("critical-finding"),
    /** A model's result has come. */
    REPORT_PRELIMINARY("report-preliminary"),
    /** A radiologist has signed, amended or withdrawn a report. */
    REPORT_FINAL("report-final"),
    /** A report has been preliminary for longer than it may: see {@link OverdueReports}. */
    REVIEW_OVERDUE("review-overdue");

    private static final String BASE = "https://radbridge.org/fhir/SubscriptionTopic/";

    private final String name;

    SubscriptionTopic(String name) {
        this.name = name;
    }

    /** Its canonical URL. */
    public String url() {
        return BASE + name;
    }

    /** The topic of a canonical URL. */
    public static Optional<SubscriptionTopic> of(String url) {
        return Arrays.stream(values()).filter(topic -> topic.url().equals(url)).findFirst();
    }

    /** The topics that a result's present edition is an event of. */
    static Set<SubscriptionTopic> of(StudyResult result) {
        Review review = result.review();
        if (review.status().signed()) {
            return EnumSet.of(REPORT_FINAL);
        }
        if (!review.decisions().isEmpty()) {
            return EnumSet.noneOf(SubscriptionTopic.class);
        }
        return result.event().urgency() == Urgency.CRITICAL
                ? EnumSet.of(CRITICAL_FINDING, REPORT_PRELIMINARY)
                : EnumSet.of(REPORT_PRELIMINARY);
    }
}
