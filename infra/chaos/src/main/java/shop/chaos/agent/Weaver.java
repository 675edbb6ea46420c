package shop.chaos.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Has every hooked method tell {@link Crash} that it is passed, and with what. */
public final class Weaver implements ClassFileTransformer {

    private static final ClassDesc CRASH = ClassDesc.of("shop.chaos.agent.Crash");
    private static final MethodTypeDesc PASSED =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int, ConstantDescs.CD_Object);
    private static final int FIRST_ARGUMENT = 1;

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (className == null
                || !className.startsWith("shop/")
                || hooksOf(className).isEmpty()) {
            return null;
        }
        try {
            Set<Hook> missing = missing(className, bytes);
            if (!missing.isEmpty()) {
                Crash.complain("no such method any more: " + missing);
            }
            return weave(className, bytes, loader);
        } catch (RuntimeException | LinkageError e) {
            Crash.complain("%s cannot be hooked into: %s".formatted(className, e));
            return null;
        }
    }

    /** The hooks of a class that do not find their method in it. */
    public static Set<Hook> missing(String className, byte[] bytes) {
        ClassModel model = ClassFile.of().parse(bytes);
        Set<Hook> missing = EnumSet.noneOf(Hook.class);
        missing.addAll(hooksOf(className));
        for (MethodModel method : model.methods()) {
            missing.removeIf(hook -> isIn(hook, method));
        }
        return missing;
    }

    /** The class with its hooks in it. */
    static byte[] weave(String className, byte[] bytes, @Nullable ClassLoader loader) {
        ClassFile classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy(loader)));
        ClassModel model = classFile.parse(bytes);
        ClassTransform transform = ClassTransform.ACCEPT_ALL;
        for (Hook hook : hooksOf(className)) {
            CodeTransform code = switch (hook.place()) {
                case ENTRY -> new AtEntry(hook);
                case RETURN -> new AtReturn(hook);
            };
            transform = transform.andThen(ClassTransform.transformingMethodBodies(method -> isIn(hook, method), code));
        }
        return classFile.transformClass(model, transform);
    }

    private static List<Hook> hooksOf(String className) {
        String name = className.replace('/', '.');
        return Arrays.stream(Hook.values())
                .filter(hook -> hook.className().equals(name))
                .toList();
    }

    private static boolean isIn(Hook hook, MethodModel method) {
        return hook.isIn(method.methodName().stringValue(), method.methodType().stringValue());
    }

    private static ClassHierarchyResolver hierarchy(@Nullable ClassLoader loader) {
        return loader == null
                ? ClassHierarchyResolver.defaultResolver()
                : ClassHierarchyResolver.ofResourceParsing(loader)
                        .orElse(ClassHierarchyResolver.defaultResolver())
                        .cached();
    }

    private static void tell(CodeBuilder code, Hook hook) {
        code.loadConstant(hook.ordinal()).aload(FIRST_ARGUMENT).invokestatic(CRASH, "passed", PASSED);
    }

    private record AtEntry(Hook hook) implements CodeTransform {
        @Override
        public void atStart(CodeBuilder code) {
            tell(code, hook);
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            code.with(element);
        }
    }

    private record AtReturn(Hook hook) implements CodeTransform {
        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            if (element instanceof ReturnInstruction) {
                tell(code, hook);
            }
            code.with(element);
        }
    }
}
