package shop.chaos.agent;

import java.nio.file.Path;
import java.util.List;

/** A process that passes the hooks of one batch, as a woven service does, and says how far it came. */
final class ATransaction {

    /** A message, as far as the agent reads it. */
    record Message(String type, String key, String traceparent) {}

    /** A record that was read as a message. */
    record Readable(Message message) {}

    private ATransaction() {}

    /** Its trigger's directory, and the trace of its order. */
    public static void main(String[] arguments) {
        Crash.listen(Path.of(arguments[0]), "a-service");
        String traceparent = "00-%s-0000000000000001-01".formatted(arguments[1]);
        Readable command = new Readable(new Message("shop.a.Command.v1", "order-7", traceparent));
        Message answer = new Message("shop.a.Answer.v1", "order-7", traceparent);
        pass(Hook.BATCH_BEGINS, List.of(command), "begun");
        pass(Hook.MESSAGES_ARE_OWED, List.of(answer), "owed");
        pass(Hook.BATCH_IS_DONE, List.of(command), "done");
        pass(Hook.BATCH_IS_COMMITTED, List.of(command), "committed");
    }

    private static void pass(Hook hook, Object argument, String what) {
        Crash.passed(hook.ordinal(), argument);
        System.out.println(what);
        System.out.flush();
    }
}
