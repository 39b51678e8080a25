package dev.borealis.tests.simulation.mutation;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One change to one method of a compiled class.
 *
 * @param what what is wrong then, for people
 * @param className the binary name of the class
 * @param method all methods of this name are changed
 */
record Mutation(String what, String className, String method, Change change) {
    /** What is done to the code of the method. */
    sealed interface Change {
        /** A parameter is masked first. @param slot of the parameter: 0 is {@code this}, a long takes two */
        record Masks(int slot, int mask) implements Change {}

        /** A method without result does nothing. */
        record DoesNothing() implements Change {}

        /** A method that returns a long returns this one. */
        record Returns(long value) implements Change {}

        /** A method that returns a boolean returns this one. */
        record Answers(boolean value) implements Change {}

        /** Calls of a method that returns nothing are left out. */
        record LeavesOut(String call) implements Change {}

        /**
         * Before it calls one method it calls another, of its own class.
         *
         * @param before name of the method called
         * @param own name of the own method, which returns nothing
         * @param parameter its one parameter's type
         * @param slot the local variable given to it
         */
        record CallsBefore(String before, String own, String parameter, int slot)
                implements Change {}
    }

    @Override
    public String toString() {
        return what;
    }

    /** The class, changed. */
    byte[] apply(byte[] original) {
        var changed = new AtomicInteger();
        ClassFile files = ClassFile.of();
        ClassTransform transform =
                ClassTransform.transformingMethodBodies(
                        candidate -> candidate.methodName().equalsString(method),
                        CodeTransform.ofStateful(() -> transform(changed)));
        byte[] bytes = files.transformClass(files.parse(original), transform);
        if (changed.get() == 0) {
            throw new IllegalStateException("nothing to change: " + this);
        }
        return bytes;
    }

    private CodeTransform transform(AtomicInteger changed) {
        return switch (change) {
            case Change.Masks(int slot, int mask) ->
                    atStart(
                            changed,
                            code -> code.iload(slot).loadConstant(mask).iand().istore(slot));
            case Change.DoesNothing _ -> instead(changed, CodeBuilder::return_);
            case Change.Returns(long value) ->
                    instead(changed, code -> code.loadConstant(value).lreturn());
            case Change.Answers(boolean value) ->
                    instead(changed, code -> code.loadConstant(value ? 1 : 0).ireturn());
            case Change.LeavesOut(String call) ->
                    (code, element) -> {
                        if (element instanceof InvokeInstruction invoke && isCall(element, call)) {
                            changed.incrementAndGet();
                            dropArguments(code, invoke);
                        } else {
                            code.with(element);
                        }
                    };
            case Change.CallsBefore(var before, var own, var parameter, int slot) -> {
                ClassDesc owner = ClassDesc.of(className);
                var type = MethodTypeDesc.of(ConstantDescs.CD_void, ClassDesc.of(parameter));
                yield (code, element) -> {
                    if (isCall(element, before)) {
                        changed.incrementAndGet();
                        code.aload(0).aload(slot).invokevirtual(owner, own, type);
                    }
                    code.with(element);
                };
            }
        };
    }

    private static boolean isCall(CodeElement element, String name) {
        return element instanceof InvokeInstruction invoke && invoke.name().equalsString(name);
    }

    /** Takes what the call of a method with a receiver would have taken. */
    private static void dropArguments(CodeBuilder code, InvokeInstruction invoke) {
        for (ClassDesc parameter : invoke.typeSymbol().parameterList().reversed()) {
            if (TypeKind.from(parameter).slotSize() == 2) {
                code.pop2();
            } else {
                code.pop();
            }
        }
        code.pop();
    }

    private interface Code {
        void write(CodeBuilder code);
    }

    private static CodeTransform atStart(AtomicInteger changed, Code added) {
        return new CodeTransform() {
            @Override
            public void atStart(CodeBuilder code) {
                changed.incrementAndGet();
                added.write(code);
            }

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                code.with(element);
            }
        };
    }

    private static CodeTransform instead(AtomicInteger changed, Code body) {
        return new CodeTransform() {
            @Override
            public void atStart(CodeBuilder code) {
                changed.incrementAndGet();
                body.write(code);
            }

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                // left out
            }
        };
    }
}
