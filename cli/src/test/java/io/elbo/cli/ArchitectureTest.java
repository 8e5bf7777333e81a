package io.elbo.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The folders depend on each other as the design says, and on nothing they should not. */
@Tag("slow")
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.elbo");

    private static final List<String> MODULES =
            List.of("data", "formats", "engine", "vae", "studio", "cli", "benchmarks");

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }

    @Test
    void allFoldersAreLookedAt() {
        for (String one : List.of(
                "io.elbo.Vae",
                "io.elbo.data.image.Images",
                "io.elbo.formats.Tables",
                "io.elbo.engine.Node",
                "io.elbo.layer.Dense",
                "io.elbo.studio.Studio",
                "io.elbo.cli.Main")) {
            assertTrue(CLASSES.contain(one), one);
        }
    }

    @Test
    void dataAndEngineDependOnNothingOfOurs() {
        check(noClasses()
                .that()
                .resideInAPackage("io.elbo.data..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.elbo..").and(not(resideInAnyPackage("io.elbo.data..")))));
        check(noClasses()
                .that()
                .resideInAPackage("io.elbo.engine..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.elbo..").and(not(resideInAnyPackage("io.elbo.engine..")))));
    }

    @Test
    void formatsDependOnDataOnlyAndNothingButTheCommandLineAndTheStudioOnThem() {
        check(noClasses()
                .that()
                .resideInAPackage("io.elbo.formats..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.elbo..")
                        .and(not(resideInAnyPackage("io.elbo.formats..", "io.elbo.data..")))));
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.elbo.formats..", "io.elbo.studio..", "io.elbo.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.elbo.formats.."));
        // what runs native code is in one place
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.elbo.formats..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.duckdb..", "java.sql.."));
    }

    @Test
    void engineDependsOnJavaOnly() {
        check(classes()
                .that()
                .resideInAPackage("io.elbo.engine..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "jdk.incubator.vector..", "io.elbo.engine.."));
    }

    @Test
    void nothingDependsOnTheCommandLine() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.elbo.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.elbo.cli.."));
    }

    @Test
    void nothingButTheCommandLineAndBenchmarksDependOnTheStudio() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.elbo.studio..", "io.elbo.cli..", "io.elbo.benchmarks..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.elbo.studio.."));
        // what listens is in one place
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.elbo.studio..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet.."));
    }

    @Test
    void whatIsInternalStaysInternal() {
        internal("io.elbo.engine.internal..", "io.elbo.engine..");
        internal("io.elbo.data.internal..", "io.elbo.data..");
        internal("io.elbo.formats.internal..", "io.elbo.formats..");
        internal("io.elbo.studio.internal..", "io.elbo.studio..");
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.elbo", "io.elbo.internal..")
                .and()
                .resideInAnyPackage("io.elbo.cli..", "io.elbo.studio..", "io.elbo.data..", "io.elbo.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.elbo.internal.."));
    }

    /** Numbers about data, and what a model is compared with: they could serve any model. */
    @Test
    void measuresAndBaselinesKnowNoNetwork() {
        for (String own : List.of("io.elbo.measure..", "io.elbo.baseline..")) {
            check(noClasses()
                    .that()
                    .resideInAPackage(own)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.elbo", "io.elbo.model..", "io.elbo.layer..", "io.elbo.engine.internal.."));
        }
    }

    private static void internal(String hidden, String owner) {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(owner)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(hidden));
    }

    @Test
    void nothingInsideJavaIsUsed() {
        check(noClasses().should().dependOnClassesThat().resideInAnyPackage("sun..", "com.sun..", "jdk.internal.."));
    }

    @Test
    void thereIsNoJavaSerializationAndNoReflection() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectOutputStream"));
        check(noClasses().should().dependOnClassesThat().resideInAPackage("java.lang.reflect.."));
    }

    @Test
    void theVectorApiIsUsedInOnePlace() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.elbo.engine.internal.vector")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector.."));
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        List<Path> silent = sources()
                .filter(file ->
                        file.toString().endsWith(".java") && file.toString().contains("src/main/java"))
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .toList();
        assertEquals(List.of(), silent);
    }

    @Test
    void noSourceKnowsTheMachineItWasWrittenOn() throws IOException {
        Pattern path = Pattern.compile("/(root|home|Users)/\\w");
        List<Path> bound =
                sources().filter(file -> path.matcher(text(file)).find()).toList();
        assertEquals(List.of(), bound);
    }

    /** Everything in the repository but what is built. */
    private static Stream<Path> sources() throws IOException {
        Path root = root();
        List<Path> top;
        try (Stream<Path> entries = Files.list(root)) {
            top = entries.filter(e -> !e.endsWith(".git") && !e.endsWith("runs"))
                    .toList();
        }
        assertTrue(top.containsAll(MODULES.stream().map(root::resolve).toList()), top.toString());
        return top.stream()
                .flatMap(ArchitectureTest::files)
                .filter(file -> !file.toString().contains("/target/"));
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("benchmarks"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
