package shop.testkit;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What of the services' rules holds for the plumbing too: it is in every one of them. */
@AnalyzeClasses(packages = "shop.messaging", importOptions = ImportOption.DoNotIncludeTests.class)
class MessagingArchitectureTest {

    @ArchTest
    static final ArchRule TIME_OF_DAY = ArchitectureRules.NOTHING_GOES_BY_THE_TIME_OF_DAY;
}
