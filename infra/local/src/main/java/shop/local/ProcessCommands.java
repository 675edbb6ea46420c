package shop.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import shop.local.supervisor.ProcessCommand;
import shop.local.supervisor.ProcessStatus;

/** The commands that do something to one process. */
final class ProcessCommands {

    private ProcessCommands() {}

    /** What the five have in common: a name, and the supervisor that does it. */
    abstract static sealed class OnProcess implements Callable<Integer> permits Kill, Stop, Start, Pause, Resume {

        @Mixin
        private final HomeOption home = new HomeOption();

        @Parameters(
                paramLabel = "NAME",
                description = "postgres, kafka, connect, order-service, payment-service, inventory-service,"
                        + " shipping-service, or a replica such as order-service-2.")
        private String name = "";

        private final ProcessCommand command;

        OnProcess(ProcessCommand command) {
            this.command = command;
        }

        @Override
        public Integer call() throws Exception {
            ProcessStatus status =
                    new Supervision(home.environment()).clientOrAdopt().command(name, command);
            Console.out().println(name + ": " + status.state());
            return 0;
        }
    }

    @Command(name = "kill", description = "SIGKILL a process and all it started. It stays down until start.")
    static final class Kill extends OnProcess {
        Kill() {
            super(ProcessCommand.KILL);
        }
    }

    @Command(name = "stop", description = "Stop a process cleanly. It stays down until start.")
    static final class Stop extends OnProcess {
        Stop() {
            super(ProcessCommand.STOP);
        }
    }

    @Command(name = "start", description = "Start a process again after kill or stop.")
    static final class Start extends OnProcess {
        Start() {
            super(ProcessCommand.START);
        }
    }

    @Command(name = "pause", description = "SIGSTOP a process and all it started, until resume.")
    static final class Pause extends OnProcess {
        Pause() {
            super(ProcessCommand.PAUSE);
        }
    }

    @Command(name = "resume", description = "SIGCONT a process after pause.")
    static final class Resume extends OnProcess {
        Resume() {
            super(ProcessCommand.RESUME);
        }
    }
}
