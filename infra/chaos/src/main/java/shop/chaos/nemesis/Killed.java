package shop.chaos.nemesis;

import java.time.Duration;
import java.util.Optional;
import shop.chaos.site.Await;
import shop.chaos.site.Site;
import shop.local.server.Processes;
import shop.local.supervisor.ProcessCommand;

/**
 * SIGKILL for a process. Either behind the supervisor's back, which must notice and start it again by itself; or by its
 * command, and then the process stays down for as long as the fault lasts.
 */
final class Killed implements Fault {

    private static final Duration GONE_WITHIN = Duration.ofSeconds(20);

    private final Site site;
    private final String process;
    private final boolean byCommand;
    private long pid;

    Killed(Site site, String process, boolean byCommand) {
        this.site = site;
        this.process = process;
        this.byCommand = byCommand;
    }

    @Override
    public void inject() throws Exception {
        ProcessHandle victim = Running.process(site, process);
        pid = victim.pid();
        if (byCommand) {
            site.control().command(process, ProcessCommand.KILL);
        } else {
            Processes.kill(victim, GONE_WITHIN);
        }
    }

    @Override
    public Optional<String> evidence() {
        boolean gone = ProcessHandle.of(pid).filter(Processes::isAlive).isEmpty();
        return gone ? Optional.of("pid %d is gone".formatted(pid)) : Optional.empty();
    }

    @Override
    public void heal() throws Exception {
        if (byCommand && site.status(process).state().equals("killed")) {
            site.control().command(process, ProcessCommand.START);
        }
    }

    @Override
    public void awaitReady() throws Exception {
        Await.until(process + " runs again and is ready", Site.READY_WITHIN, () -> {
            Long now = site.status(process).pid();
            return now != null && now != pid && site.isReady(process);
        });
    }
}
