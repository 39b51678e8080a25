package dev.borealis.tests.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The two dependency tables of ARCHITECTURE.md: a wrong import fails here. */
class DependencyTest {
    private static final String ROOT = "dev.borealis.";

    /** Each module's package, and what it may use of the house. */
    private static final Map<String, List<String>> MODULES =
            Map.of(
                    "types", List.of(),
                    "sql", List.of("types"),
                    "store", List.of(),
                    "engine", List.of("types", "sql", "store"),
                    "auth", List.of(),
                    "server", List.of("types", "sql", "store", "engine", "auth"),
                    "cli", List.of("types", "sql", "store", "engine", "auth", "server"));

    /** Packages of the engine; each may use those before it. */
    private static final List<String> ENGINE =
            List.of(
                    "key",
                    "transaction",
                    "tree",
                    "function",
                    "catalog",
                    "observe",
                    "evaluate",
                    "bind",
                    "plan",
                    "execute",
                    "define",
                    "job",
                    "system",
                    "check",
                    "session");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.borealis");

    @TestFactory
    Stream<DynamicTest> aModuleUsesOnlyThoseBelowIt() {
        return MODULES.entrySet().stream()
                .map(
                        entry ->
                                DynamicTest.dynamicTest(
                                        entry.getKey(),
                                        () -> checkModule(entry.getKey(), entry.getValue())));
    }

    private static void checkModule(String module, List<String> allowed) {
        List<String> packages = new ArrayList<>();
        for (String other : MODULES.keySet()) {
            if (!other.equals(module) && !allowed.contains(other)) {
                packages.add(ROOT + other + "..");
            }
        }
        noClasses()
                .that(resideInAPackage(ROOT + module + ".."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(packages.toArray(String[]::new)))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @TestFactory
    Stream<DynamicTest> aPackageOfTheEngineUsesOnlyThoseAboveItInTheList() {
        return ENGINE.stream().map(name -> DynamicTest.dynamicTest(name, () -> checkPackage(name)));
    }

    private static void checkPackage(String name) {
        List<String> later = ENGINE.subList(ENGINE.indexOf(name) + 1, ENGINE.size());
        noClasses()
                .that(resideInAPackage(ROOT + "engine." + name + ".."))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                later.stream()
                                        .map(p -> ROOT + "engine." + p + "..")
                                        .toArray(String[]::new)))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @TestFactory
    Stream<DynamicTest> librariesStayInTheModuleThatNeedsThem() {
        return Map.of(
                        "org.rocksdb..", ROOT + "store.rocksdb..",
                        "org.bouncycastle..", ROOT + "server..",
                        "org.apache.hc..", ROOT + "server..",
                        "com.electronwill.nightconfig..", ROOT + "cli..",
                        "picocli..", ROOT + "cli..")
                .entrySet()
                .stream()
                .map(
                        entry ->
                                DynamicTest.dynamicTest(
                                        entry.getKey(),
                                        () ->
                                                noClasses()
                                                        .that(
                                                                describe(
                                                                        "are ours, outside "
                                                                                + entry.getValue(),
                                                                        c ->
                                                                                c.getPackageName()
                                                                                                .startsWith(
                                                                                                        "dev.borealis")
                                                                                        && !resideInAPackage(
                                                                                                        entry
                                                                                                                .getValue())
                                                                                                .test(
                                                                                                        c)))
                                                        .should()
                                                        .dependOnClassesThat(
                                                                resideInAPackage(entry.getKey()))
                                                        .check(CLASSES)));
    }
}
