package shop.local.books;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import shop.local.environment.ServiceAway;

/**
 * Keeps an eye on the three promises, whatever happens to the services meanwhile.
 *
 * <p>Each look reads the sums of all four services, looks again at the orders with which something was wrong, compares
 * those that ended since, and goes on with its patrol through all orders, in the order of their ids: what somebody changes
 * in an old one is found there. Each look is bounded; a violation stays until it is right again.
 *
 * <p>Orders are compared across services when they have been final for ten seconds. Four databases have no common
 * snapshot, but what is final does not change any more.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Auditor {

    private static final Duration FINAL_FOR = Duration.ofSeconds(10);
    private static final int MAX_LOOKS_AT_ENDED = 50;
    private static final UUID START = new UUID(0, 0);

    private final AuditReader reader;
    private final Endings endings;
    private final int pagesPerLook;
    private final Suspects suspects = new Suspects();
    private final Map<String, String> away = new LinkedHashMap<>();
    private Sums sums = new Sums(null, null, null, null);
    private UUID patrol = START;
    private long checkedThisRound;
    private long checkedLastRound;
    private long rounds;

    /** @param pagesPerLook how many pages of about a thousand orders the patrol goes on at each look */
    public Auditor(Source source, int pagesPerLook) {
        this.reader = new AuditReader(source);
        this.endings = new Endings(reader);
        this.pagesPerLook = pagesPerLook;
    }

    /** One look; never fails: a service that does not answer makes what depends on it unknown. */
    public Books look() {
        return look(pagesPerLook, checked -> {});
    }

    /**
     * A look at every order there is.
     *
     * @param progress is told now and then how many were compared
     */
    public Books lookAtEverything(LongConsumer progress) {
        patrol = START;
        checkedThisRound = 0;
        return look(Integer.MAX_VALUE, progress);
    }

    private Books look(int pages, LongConsumer progress) {
        away.clear();
        sums = reader.sums(away);
        if (away.isEmpty()) {
            try {
                lookAgain();
                followEndings();
                patrol(pages, progress);
            } catch (ServiceAway e) {
                away.put(e.service(), String.valueOf(e.getMessage()));
            }
        }
        return Report.of(Instant.now(), sums, suspects, away, figures());
    }

    private void lookAgain() throws ServiceAway {
        List<UUID> ids = suspects.orders();
        for (int from = 0; from < ids.size(); from += AuditReader.MAX_IDS) {
            List<UUID> some = ids.subList(from, Math.min(ids.size(), from + AuditReader.MAX_IDS));
            Set<UUID> gone = new HashSet<>(some);
            for (Traces traces : judge(reader.chosen(some))) {
                gone.remove(traces.orderId());
            }
            gone.forEach(id -> suspects.note(id, List.of()));
        }
    }

    private void followEndings() throws ServiceAway {
        Instant asked = endings.follow();
        List<UUID> due = endings.endedBy(asked.minus(FINAL_FOR), AuditReader.MAX_IDS);
        for (int i = 0; i < MAX_LOOKS_AT_ENDED && !due.isEmpty(); i++) {
            judge(reader.chosen(due));
            due = endings.endedBy(asked.minus(FINAL_FOR), AuditReader.MAX_IDS);
        }
    }

    private void patrol(int pages, LongConsumer progress) throws ServiceAway {
        for (int page = 0; page < pages; page++) {
            Slice slice = reader.after(patrol);
            Instant ended = slice.at().minus(FINAL_FOR);
            checkedThisRound += judge(slice).stream()
                    .filter(traces -> isFinal(traces, ended))
                    .count();
            UUID upTo = slice.upTo();
            progress.accept(checkedThisRound);
            if (upTo == null) {
                rounds++;
                checkedLastRound = checkedThisRound;
                checkedThisRound = 0;
                patrol = START;
                return;
            }
            patrol = upTo;
        }
    }

    /** Compares what is final, and notes what was found. */
    private List<Traces> judge(Slice slice) {
        Instant ended = slice.at().minus(FINAL_FOR);
        List<Traces> all = slice.traces();
        for (Traces traces : all) {
            suspects.note(
                    traces.orderId(),
                    isFinal(traces, ended) ? OrderChecks.ofFinal(traces) : OrderChecks.atAnyMoment(traces));
        }
        return all;
    }

    private static boolean isFinal(Traces traces, Instant ended) {
        return traces.order() != null && traces.order().endedBy(ended);
    }

    private Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("compared", Math.max(checkedThisRound, checkedLastRound));
        figures.put("rounds", rounds);
        figures.put("waiting", endings.waiting());
        return figures;
    }
}
