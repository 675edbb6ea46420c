package shop.local.supervisor;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How one process is, as {@code status} shows it.
 *
 * @param name of the process
 * @param state as {@link State#text()}
 * @param pid while it runs
 * @param port where people connect to it
 * @param url where a browser finds it, if it speaks HTTP
 * @param detail one line for people: what it waits for, or why it is not ready
 * @param startSeconds from its start until it was first ready
 * @param memoryMiB what it and its children hold
 * @param restarts how often it was started again without being asked to
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ProcessStatus(
        String name,
        String state,
        @Nullable Long pid,
        int port,
        @Nullable String url,
        @Nullable String detail,
        @Nullable Double startSeconds,
        @Nullable Long memoryMiB,
        int restarts) {}
