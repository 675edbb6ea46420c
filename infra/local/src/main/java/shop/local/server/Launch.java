package shop.local.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A command to start.
 *
 * @param command the program and its arguments; holds no secret, since every user of the machine can read it
 * @param environment added to the environment of the parent; secrets go here
 * @param directory the working directory
 * @param log where standard output and error are appended
 */
public record Launch(List<String> command, Map<String, String> environment, Path directory, Path log) {}
