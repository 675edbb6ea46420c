package shop.chaos.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent finds what it hooks into in the services as they are built, and is nowhere in them itself. */
class WeaverTest {

    @ParameterizedTest
    @EnumSource
    void everyHook_findsItsMethodInTheService(Hook hook) throws Exception {
        byte[] bytes = BuiltServices.ofOrderService(hook.className());

        assertThat(Weaver.missing(hook.className(), bytes)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyHook_tellsThatItIsPassed_inItsMethodAndInNoOther(Hook hook) throws Exception {
        ClassModel before = ClassFile.of().parse(BuiltServices.ofOrderService(hook.className()));
        byte[] woven = Weaver.weave(
                hook.className(),
                BuiltServices.ofOrderService(hook.className()),
                getClass().getClassLoader());
        ClassModel after = ClassFile.of().parse(woven);

        for (MethodModel method : after.methods()) {
            String name = method.methodName().stringValue();
            String type = method.methodType().stringValue();
            boolean isHooked = Arrays.stream(Hook.values())
                    .anyMatch(each -> each.className().equals(hook.className()) && each.isIn(name, type));
            assertThat(calls(method, "shop/chaos/agent/Crash") > 0)
                    .as("%s%s of %s", name, type, hook.className())
                    .isEqualTo(isHooked);
        }
        assertThat(after.methods()).hasSameSizeAs(before.methods());
    }

    @Test
    void aMethodThatVanished_isMissed() throws Exception {
        byte[] another = BuiltServices.ofOrderService("shop.messaging.Inbox");

        assertThat(Weaver.missing("shop.messaging.Outbox", another)).containsExactly(Hook.MESSAGES_ARE_OWED);
    }

    @ParameterizedTest
    @CsvSource({
        "shop.messaging.Received$Readable, message",
        "shop.messaging.IncomingMessage, type",
        "shop.messaging.IncomingMessage, key",
        "shop.messaging.IncomingMessage, traceparent",
        "shop.messaging.OutgoingMessage, type",
        "shop.messaging.OutgoingMessage, key",
        "shop.messaging.OutgoingMessage, traceparent",
        "shop.order.Placing$Wish, traceparent",
        "shop.order.saga.Sagas$Stored, traceparent",
        "shop.order.saga.Sagas$Stored, orderId"
    })
    void whatTheAgentReads_isThereToBeRead(String className, String accessor) throws Exception {
        ClassModel model = ClassFile.of().parse(BuiltServices.ofOrderService(className));

        assertThat(model.methods())
                .anyMatch(method -> method.methodName().equalsString(accessor)
                        && method.methodType().stringValue().startsWith("()"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-service", "payment-service", "inventory-service", "shipping-service"})
    void nothingOfTheAgent_isBuiltIntoAService(String service) throws Exception {
        List<Path> jars = BuiltServices.jars(service);

        assertThat(jars).hasSizeGreaterThan(50).noneMatch(jar -> BuiltServices.holds(jar, "shop/chaos/"));
        assertThat(jars).anyMatch(jar -> BuiltServices.holds(jar, "shop/messaging/"));
    }

    private static long calls(MethodModel method, String owner) {
        return method.code().stream()
                .flatMap(code -> code.elementStream())
                .filter(element -> element instanceof InvokeInstruction call
                        && call.owner().asInternalName().equals(owner))
                .count();
    }
}
