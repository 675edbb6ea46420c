package shop.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs PostgreSQL's programs without privileges, because they refuse to run as root. An ordinary user runs them as they
 * are. Root runs them in a user namespace of their own, where root's privileges do not count; where the machine does not
 * allow that, as the user {@code nobody}, to whom the files are given.
 */
final class Unprivileged {

    private static final int NOBODY = 65534;
    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final List<String> OTHER_USER =
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

    private static volatile @Nullable List<String> prefix;

    private Unprivileged() {}

    /** The command as it is to be started. The process started becomes the program: nothing stays in between. */
    static List<String> command(List<String> command) throws IOException {
        List<String> whole = new ArrayList<>(prefix());
        whole.addAll(command);
        return whole;
    }

    /** Gives a directory and all that is in it to whom the programs run as. */
    static void own(Path directory) throws IOException {
        if (prefix().equals(OTHER_USER)) {
            Tool.run(List.of("chown", "-R", NOBODY + ":" + NOBODY, directory.toString()));
        }
    }

    private static List<String> prefix() throws IOException {
        List<String> known = prefix;
        if (known == null) {
            known = find();
            prefix = known;
        }
        return known;
    }

    private static List<String> find() throws IOException {
        if (!isRoot()) {
            return List.of();
        }
        for (List<String> candidate : List.of(NAMESPACE, OTHER_USER)) {
            List<String> trial = new ArrayList<>(candidate);
            trial.add("true");
            if (Tool.succeeds(trial)) {
                return candidate;
            }
        }
        throw new IOException("PostgreSQL refuses to run as root, and neither unshare nor setpriv (both in util-linux)"
                + " can take root's privileges away here: start this as an ordinary user");
    }

    private static boolean isRoot() throws IOException {
        Path home = Files.createTempFile("owner", "");
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(home, "unix:uid"));
        } finally {
            Files.delete(home);
        }
    }
}
