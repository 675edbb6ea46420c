package shop.endtoend.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import shop.endtoend.TestEnvironment;

/**
 * An environment and a Chromium for a whole test class. Without Chromium each test is skipped by its name, and where
 * {@code CI} is {@code true} the class fails. A failed test leaves pictures of its pages in the module's {@code target}
 * directory; an error that no script of the page caught fails the test it happened in.
 */
final class PageEnvironment
        implements ExecutionCondition,
                BeforeAllCallback,
                AfterTestExecutionCallback,
                AfterEachCallback,
                AfterAllCallback {

    private static final Path PICTURES = Path.of(System.getProperty("saga.root"), "infra/endtoend/target/pictures");
    private static final String MISSING = "no Chromium is on the path; on Debian: apt-get install chromium";

    private final TestEnvironment environment;
    private final List<String> uncaught = new ArrayList<>();
    private @Nullable Chromium chromium;
    private String address = "";

    PageEnvironment(String name) {
        this.environment = new TestEnvironment(name);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean skipped = context.getTestMethod().isPresent() && isChromiumMissing() && !isContinuousIntegration();
        return skipped ? ConditionEvaluationResult.disabled(MISSING) : ConditionEvaluationResult.enabled("");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (isChromiumMissing()) {
            if (isContinuousIntegration()) {
                throw new AssertionError(MISSING);
            }
            return;
        }
        environment.beforeAll(context);
        address = environment.pageAddress().toString();
        chromium = new Chromium();
    }

    /** The environment behind the page. */
    TestEnvironment environment() {
        return environment;
    }

    /** The page at {@code hash}, such as {@code #/orders/…}, as one opens it from a link: without the control room. */
    Page open(String hash, NewContextOptions options) {
        return opened(address.substring(0, address.indexOf('#')) + hash, options);
    }

    /** The page as {@code up} prints its address: with the control room. */
    Page openWithControl(NewContextOptions options) {
        return opened(address, options);
    }

    /** The page of a server that stands before order-service. */
    Page openAt(URI server, NewContextOptions options) {
        return opened(server.toString(), options);
    }

    /** Where order-service answers. */
    URI orderService() {
        return URI.create(address).resolve("/");
    }

    private Page opened(String url, NewContextOptions options) {
        Page page = running().newPage(options);
        page.onPageError(uncaught::add);
        page.navigate(url);
        return page;
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isEmpty()) {
            return;
        }
        String test = context.getRequiredTestMethod().getName() + " " + context.getDisplayName();
        String name = test.replaceAll("[^A-Za-z0-9-]+", "_");
        List<Page> pages = running().pages().toList();
        for (int i = 0; i < pages.size(); i++) {
            pages.get(i)
                    .screenshot(new Page.ScreenshotOptions()
                            .setPath(PICTURES.resolve("%s-%d.png".formatted(name, i + 1)))
                            .setFullPage(true));
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        running().closePages();
        List<String> errors = List.copyOf(uncaught);
        uncaught.clear();
        assertThat(errors).as("errors that the page did not catch").isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (chromium != null) {
            chromium.close();
        }
        if (!isChromiumMissing()) {
            environment.afterAll(context);
        }
    }

    private Chromium running() {
        if (chromium == null) {
            throw new IllegalStateException("Chromium was not started");
        }
        return chromium;
    }

    private static boolean isChromiumMissing() {
        return Chromium.executable().isEmpty();
    }

    private static boolean isContinuousIntegration() {
        return "true".equals(System.getenv("CI"));
    }
}
