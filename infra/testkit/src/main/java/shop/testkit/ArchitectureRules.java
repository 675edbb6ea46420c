package shop.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Calendar;
import java.util.Date;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What holds for the code of every service. A service's own test takes the rules over:
 *
 * <pre>{@code
 * @AnalyzeClasses(packages = "shop.payment", importOptions = ImportOption.DoNotIncludeTests.class)
 * class ArchitectureTest {
 *     @ArchTest
 *     static final ArchTests RULES = ArchTests.in(ArchitectureRules.class);
 * }
 * }</pre>
 */
public final class ArchitectureRules {

    private static final String INCOMING = "org.eclipse.microprofile.reactive.messaging.Incoming";
    private static final String OUTGOING = "org.eclipse.microprofile.reactive.messaging.Outgoing";

    /** Decisions are looked at by their names: the participants' {@code …Decision}, the saga's {@code …Kernel}. */
    private static final String DECISIONS = ".*(Decision|Kernel)";

    @ArchTest
    static final ArchRule NOTHING_BUT_THE_OUTBOX_SENDS = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.kafka.clients.producer..")
                    .or(resideInAnyPackage("org.eclipse.microprofile.reactive.messaging..", "io.smallrye.reactive..")
                            .and(nameMatching(".*Emitter.*"))))
            .because("what is sent beside the outbox is lost, or said untruly, when the transaction fails");

    @ArchTest
    static final ArchRule NO_METHOD_IS_AN_OUTGOING_CHANNEL = noMethods()
            .should()
            .beAnnotatedWith(OUTGOING)
            .because("what is sent beside the outbox is lost, or said untruly, when the transaction fails");

    @ArchTest
    static final ArchRule CONSUMERS_ARE_CALLED_CONSUMER = methods()
            .that()
            .areAnnotatedWith(INCOMING)
            .should()
            .beDeclaredInClassesThat()
            .haveSimpleNameEndingWith("Consumer")
            .allowEmptyShould(true)
            .because("where messages come in must be found by a name");

    @ArchTest
    static final ArchRule ENDPOINTS_ARE_PUBLIC = methods()
            .that()
            .areMetaAnnotatedWith("jakarta.ws.rs.HttpMethod")
            .should()
            .bePublic()
            .allowEmptyShould(true)
            .because("one that is not is left out with a warning, and answered with 404");

    @ArchTest
    static final ArchRule DECISIONS_KNOW_NO_FRAMEWORK = noClasses()
            .that()
            .haveNameMatching(DECISIONS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta..",
                    "io.quarkus..",
                    "io.smallrye..",
                    "org.hibernate..",
                    "org.apache..",
                    "org.eclipse..",
                    "com.fasterxml..",
                    "java.sql..",
                    "javax..",
                    "java.io..",
                    "java.net..",
                    "java.nio..",
                    "java.util.concurrent..",
                    "shop.messaging..")
            .allowEmptyShould(true)
            .because("the simulation runs the production decisions, a hundred thousand schedules of them");

    @ArchTest
    static final ArchRule DECISIONS_ASK_NO_CLOCK_AND_NO_DICE = noClasses()
            .that()
            .haveNameMatching(DECISIONS)
            .should()
            .dependOnClassesThat(type(Clock.class))
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .allowEmptyShould(true)
            .because("a failing schedule must replay exactly: time, ids and randomness are passed in");

    @ArchTest
    static final ArchRule SERVICES_SHARE_NOTHING_BUT_MESSAGES = classes()
            .should(dependOnNoOtherService())
            .because("the published language is JSON in infra/contracts, not another service's classes");

    @ArchTest
    static final ArchRule TIME_IS_AN_INSTANT = noClasses()
            .should()
            .dependOnClassesThat(type(Date.class)
                    .or(type(Calendar.class))
                    .or(type(java.sql.Timestamp.class))
                    .or(type(java.sql.Date.class)))
            .because("java.time says what it means, and these do not");

    @ArchTest
    static final ArchRule NO_FIELD_IS_INJECTED = noFields()
            .should()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
            .because("what a class needs stands in its constructor, and can be given there by hand");

    @ArchTest
    static final ArchRule NOTHING_SLEEPS = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", java.time.Duration.class)
            .because("a service waits for a condition or a deadline, where a stop can reach it");

    @ArchTest
    static final ArchRule NOTHING_GOES_BY_THE_TIME_OF_DAY = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus.scheduler..", "org.quartz..")
            .orShould()
            .dependOnClassesThat(type(java.util.Timer.class))
            .because("after a clock ran ahead and is set right they stand still; shop.messaging.Ticker does not");

    @ArchTest
    static final ArchRule NOTHING_IS_PRINTED = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("logs are structured, one event a line");

    private ArchitectureRules() {}

    /** {@code shop.payment} may use itself and {@code shop.messaging}; nothing else of ours. */
    private static ArchCondition<JavaClass> dependOnNoOtherService() {
        Pattern service = Pattern.compile("shop\\.(\\w+)\\..*");
        return new ArchCondition<>("depend on no other service") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                Matcher own = service.matcher(item.getName());
                if (!own.matches()) {
                    return;
                }
                for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                    Matcher other = service.matcher(dependency.getTargetClass().getName());
                    if (other.matches()
                            && !other.group(1).equals(own.group(1))
                            && !other.group(1).equals("messaging")) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }
}
