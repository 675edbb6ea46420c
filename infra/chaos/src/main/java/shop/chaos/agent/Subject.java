package shop.chaos.agent;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a transaction is about: a message that came in or goes out, a request, a saga that is woken.
 *
 * @param what the message's type; for what is no message, the name of the {@link Hook} that has begun the transaction
 * @param key the order's id, as far as it is known; else empty
 * @param traceparent of the order; empty where there is none
 */
public record Subject(String what, String key, String traceparent) {

    /** Everything that a hooked method's first argument is about. Read by its accessors: the agent knows no class of theirs. */
    static List<Subject> of(Hook hook, @Nullable Object argument) {
        return switch (argument) {
            case null -> List.of();
            case Collection<?> many ->
                many.stream().flatMap(one -> of(hook, one).stream()).toList();
            case UUID order -> List.of(new Subject(hook.name(), order.toString(), ""));
            default -> {
                Object message = read(argument, "message");
                yield message != null ? of(hook, message) : List.of(one(hook, argument));
            }
        };
    }

    private static Subject one(Hook hook, Object thing) {
        Object type = read(thing, "type");
        Object key = read(thing, "key") instanceof String text ? text : read(thing, "orderId");
        return new Subject(type == null ? hook.name() : type.toString(), text(key), text(read(thing, "traceparent")));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** What an accessor says, or null where there is none. */
    private static @Nullable Object read(Object thing, String accessor) {
        try {
            Method method = thing.getClass().getDeclaredMethod(accessor);
            method.setAccessible(true);
            return method.invoke(thing);
        } catch (NoSuchMethodException e) {
            return null;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("%s of %s cannot be read".formatted(accessor, thing.getClass()), e);
        }
    }
}
