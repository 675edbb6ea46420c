package shop.local;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import shop.local.books.Auditor;
import shop.local.books.Books;
import shop.local.books.Books.Checked;
import shop.local.books.Books.Promise;
import shop.local.books.Verdict;
import shop.local.environment.Environment;
import shop.local.environment.Services;

/** Checks the three promises on every order there is. */
@Command(
        name = "books",
        description = "Check the three promises on every order there is, from the services' own books.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:they hold", "1:one is broken", "2:it cannot be seen: a service does not answer"})
final class BooksCommand implements Callable<Integer> {

    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);
    private static final long PROGRESS_EVERY = 20_000;

    @Mixin
    private final HomeOption home = new HomeOption();

    @Override
    public Integer call() throws Exception {
        Environment environment = home.environment();
        Services services = new Services(environment.addresses(), environment.operatorToken(), ANSWERED_WITHIN);
        Books books = new Auditor(services::get, 1).lookAtEverything(new Progress()::report);
        books.promises().forEach(BooksCommand::print);
        return switch (books.verdict()) {
            case HOLDS -> 0;
            case BROKEN -> 1;
            case UNKNOWN -> 2;
        };
    }

    /** A line now and then, where there are many orders. */
    private static final class Progress {

        private long next = PROGRESS_EVERY;

        void report(long compared) {
            if (compared >= next) {
                Console.hint("%d orders compared".formatted(compared));
                next = compared + PROGRESS_EVERY;
            }
        }
    }

    private static void print(Promise promise) {
        Console.out()
                .println("%s %d. %s"
                        .formatted(coloured(promise.verdict()), promise.promise(), Console.bold(promise.title())));
        for (Checked check : promise.checks()) {
            Console.out().println("        %s %s".formatted(coloured(check.verdict()), check.name()));
            if (check.verdict() == Verdict.UNKNOWN) {
                Console.out().println("                " + check.explanation());
            }
            check.violations().forEach(violation -> Console.out().println("                " + violation.message()));
            Console.out().println("                " + figures(check));
        }
    }

    private static String figures(Checked check) {
        return String.join(
                ", ",
                check.figures().entrySet().stream()
                        .map(figure -> figure.getKey() + " " + figure.getValue())
                        .toList());
    }

    private static String coloured(Verdict verdict) {
        String padded = "%-7s".formatted(verdict);
        return switch (verdict) {
            case HOLDS -> Console.green(padded);
            case BROKEN -> Console.red(padded);
            case UNKNOWN -> Console.yellow(padded);
        };
    }
}
