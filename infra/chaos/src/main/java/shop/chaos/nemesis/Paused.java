package shop.chaos.nemesis;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shop.chaos.site.Site;
import shop.local.server.Processes;

/** SIGSTOP for a process and all it started, behind the supervisor's back, and SIGCONT when the fault is over. */
final class Paused implements Fault {

    private final Site site;
    private final String process;
    private @Nullable ProcessHandle victim;

    Paused(Site site, String process) {
        this.site = site;
        this.process = process;
    }

    @Override
    public void inject() throws Exception {
        victim = Running.process(site, process);
        Processes.signal(victim, Processes.Signal.STOP);
    }

    @Override
    public Optional<String> evidence() {
        ProcessHandle stopped = victim;
        return stopped != null && Processes.isStopped(stopped)
                ? Optional.of("pid %d is stopped".formatted(stopped.pid()))
                : Optional.empty();
    }

    @Override
    public void heal() throws Exception {
        if (victim != null) {
            Processes.signal(victim, Processes.Signal.CONT);
        }
    }

    @Override
    public void awaitReady() throws Exception {
        site.awaitReady(process);
    }
}
