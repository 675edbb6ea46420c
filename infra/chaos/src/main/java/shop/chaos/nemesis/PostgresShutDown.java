package shop.chaos.nemesis;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import shop.chaos.site.Await;
import shop.chaos.site.Site;
import shop.local.server.Processes;

/** PostgreSQL's immediate shutdown: every session is cut, nothing is tidied up, the log is replayed at the next start. */
final class PostgresShutDown implements Fault {

    private static final Duration GONE_WITHIN = Duration.ofSeconds(30);

    private final Site site;
    private long pid;

    PostgresShutDown(Site site) {
        this.site = site;
    }

    @Override
    public void inject() throws Exception {
        ProcessHandle postmaster = Running.process(site, "postgres");
        pid = postmaster.pid();
        Processes.signal(postmaster, Processes.Signal.QUIT);
        if (!Processes.awaitGone(Set.of(postmaster), GONE_WITHIN)) {
            throw new IllegalStateException("PostgreSQL did not shut down immediately");
        }
    }

    @Override
    public Optional<String> evidence() {
        boolean gone = ProcessHandle.of(pid).filter(Processes::isAlive).isEmpty();
        return gone ? Optional.of("postmaster %d is gone".formatted(pid)) : Optional.empty();
    }

    @Override
    public void heal() {}

    @Override
    public void awaitReady() throws Exception {
        Await.until("PostgreSQL runs again and is ready", Site.READY_WITHIN, () -> {
            Long now = site.status("postgres").pid();
            return now != null && now != pid && site.isReady("postgres");
        });
    }
}
