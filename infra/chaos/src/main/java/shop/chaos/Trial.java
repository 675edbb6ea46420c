package shop.chaos;

import java.nio.file.Path;
import shop.chaos.report.Report;
import shop.chaos.site.OwnEnvironment;
import shop.chaos.site.Site;

/** Runs campaigns: finds or makes a place for each, and writes down what came of it. */
final class Trial {

    private final CampaignOptions options;

    Trial(CampaignOptions options) {
        this.options = options;
    }

    /** Runs one to its end, in an environment of its own unless another is asked for. */
    Campaign.Result run(CampaignSettings settings) throws Exception {
        Site attached = options.attached();
        if (attached != null) {
            return judged(settings, attached);
        }
        try (OwnEnvironment environment = options.start()) {
            return judged(settings, environment.site());
        }
    }

    private static Campaign.Result judged(CampaignSettings settings, Site site) throws Exception {
        Campaign.Result result = new Campaign(settings, site).run();
        Path page = settings.report().resolve("report.html");
        Report.write(page, settings.command(), result.evidence(), result.judgement());
        Part.of(settings, result).appendTo(settings.summary());
        Summary.print(settings, result);
        Console.progress("the report: " + page);
        return result;
    }
}
