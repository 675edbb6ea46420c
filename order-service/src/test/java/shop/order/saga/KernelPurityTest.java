package shop.order.saga;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;
import shop.order.OrderStatus;

/** The kernel and all that it touches is pure: it knows the language, its own types, and nothing else. */
class KernelPurityTest {

    private static final Set<Class<?>> KERNEL = Set.of(
            SagaKernel.class,
            SagaDraft.class,
            SagaDefinition.class,
            SagaDefinitions.class,
            PlaceOrderSaga.class,
            StepBuilder.class,
            SagaStep.class,
            StepName.class,
            Participant.class,
            Direction.class,
            Answer.class,
            SagaState.class,
            StepState.class,
            SagaPhase.class,
            StepProgress.class,
            SagaInput.class,
            Moment.class,
            SagaDecision.class,
            SagaLogEntry.class,
            OrderStatusChange.class,
            Send.class,
            ResendPolicy.class,
            OrderStatus.class);

    private final JavaClasses code = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("shop.order");

    @Test
    void theKernel_dependsOnTheLanguageAndItselfAlone() {
        classes()
                .that(describe("belong to the kernel", KernelPurityTest::isKernel))
                .should()
                .onlyDependOnClassesThat(describe("belong to the kernel or the language", KernelPurityTest::isAllowed))
                .check(code);
    }

    @Test
    void theKernel_asksNoClockAndNoDice() {
        classes()
                .that(describe("belong to the kernel", KernelPurityTest::isKernel))
                .should()
                .onlyCallMethodsThat(describe(
                        "ask no clock and no dice",
                        method -> !method.getName().equals("now")
                                && !method.getName().equals("random")
                                && !method.getName().equals("randomUUID")
                                && !method.getFullName().startsWith("java.lang.System.")))
                .check(code);
    }

    private static boolean isKernel(JavaClass type) {
        return KERNEL.stream()
                .anyMatch(part ->
                        type.getName().equals(part.getName()) || type.getName().startsWith(part.getName() + "$"));
    }

    private static boolean isAllowed(JavaClass type) {
        String home = type.getBaseComponentType().getPackageName();
        return isKernel(type.getBaseComponentType())
                || home.isEmpty()
                || Set.of("java.lang", "java.lang.runtime", "java.lang.invoke", "java.time", "java.util")
                        .contains(home)
                || home.startsWith("java.util.function")
                || home.startsWith("java.util.stream")
                || home.startsWith("org.jspecify");
    }
}
